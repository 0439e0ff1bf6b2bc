import { domainToUnicode } from "node:url";
import fc from "fast-check";
import { keyText, resolved, spellings } from "../../pki/keys.fake";
import { nameSet } from "../../pki/names/names";
import type { CertificateInputs } from "./inputs";

const label = fc.constantFrom("a", "b", "shop", "mail", "x1", "bücher", "grün", "日本");
export const hostName = fc
  .tuple(fc.boolean(), fc.array(label, { minLength: 1, maxLength: 3 }), fc.constantFrom("example.com", "example.org"))
  .map(([wild, labels, zone]) => `${wild ? "*." : ""}${labels.join(".")}.${zone}`);
const address = fc.constantFrom("93.184.215.14", "2606:2800:21f:cb07::7");
const name = fc.oneof({ weight: 9, arbitrary: hostName }, { weight: 1, arbitrary: address });
export const KEYS = ["p256", "p256-other", "p384", "rsa-2048"] as const;
export const csr = fc.constantFrom(...KEYS).map(keyText);

/** Inputs that `check` accepts, about a TLS certificate. */
export const certificateInputs: fc.Arbitrary<CertificateInputs> = fc.record(
  {
    orderId: fc.integer({ min: 1, max: 999_999 }),
    csr,
    commonName: hostName,
    dnsNames: fc.array(name, { maxLength: 6 }),
    signatureHash: fc.constantFrom("sha256", "sha384", "sha512"),
    isRsassaPss: fc.boolean(),
    validityDays: fc.integer({ min: 1, max: 199 }),
    profileOption: fc.constantFrom("server_auth_only_eku", "server_client_auth_eku"),
    caCertId: fc.constantFrom("A1", "B2"),
    comments: fc.string(),
    dcvMethod: fc.constantFrom("email", "dns-txt-token"),
    triggers: fc.oneof(
      fc.array(fc.jsonValue({ maxDepth: 2 })),
      fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { noNullPrototype: true }),
    ),
    storeReissueAsDuplicate: fc.boolean(),
    onDelete: fc.constantFrom("revoke", "revokeOrder", "retain"),
    revocation: fc.record(
      { reason: fc.constantFrom("superseded", "keyCompromise"), comments: fc.string(), skipApproval: fc.boolean() },
      { requiredKeys: [], noNullPrototype: true },
    ),
    timeouts: fc.record(
      { issuance: fc.integer({ min: 1 }), approval: fc.integer({ min: 1 }) },
      { requiredKeys: [], noNullPrototype: true },
    ),
    superseded: fc.constant({ action: "revoke", afterHours: 24 }),
    allowSanRemoval: fc.boolean(),
  },
  { requiredKeys: ["orderId"] },
) as fc.Arbitrary<CertificateInputs>;

/** Another spelling of a name. */
const respeltName = (name: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    name,
    name.toUpperCase(),
    ` ${name} `,
    ...(/^[\d.]+$|::/.test(name) ? [] : [`${name}.`, ...nameSet([name]), ...nameSet([name]).map(inUnicode)]),
  );
const inUnicode = (name: string): string =>
  name.startsWith("*.") ? `*.${domainToUnicode(name.slice(2))}` : domainToUnicode(name);

/** The same inputs in another spelling: names in another order, case, form, repeated, the common name among them or not. */
export const respelt = (inputs: CertificateInputs): fc.Arbitrary<CertificateInputs> => {
  const { csr: given, commonName, dnsNames } = inputs;
  const key = KEYS.find((name) => keyText(name) === given);
  return fc
    .record({
      csr: fc.constantFrom(
        given,
        ...(key === undefined ? [] : spellings.map((spelling) => resolved(`@${key}/${spelling}`))),
        ...(key === "p256" ? [keyText("p256.other-names"), keyText("p256.public-key.pem")] : []),
        ...(key === "rsa-2048" ? [keyText("rsa-2048.pss")] : []),
      ),
      commonName: commonName === undefined ? fc.constant(undefined) : respeltName(commonName),
      dnsNames:
        dnsNames === undefined
          ? fc.constantFrom(undefined, [])
          : fc
              .tuple(...dnsNames.map((each) => fc.array(respeltName(each), { minLength: 1, maxLength: 2 })))
              .chain((names) => {
                const all = names.flat();
                const folded = all.length > 0 && commonName !== undefined ? [...all, commonName] : all;
                return fc.shuffledSubarray(folded, { minLength: folded.length });
              }),
    })
    .map((spelling) => {
      const members = { ...inputs, ...spelling };
      return Object.fromEntries(
        Object.entries(members).filter(([, value]) => value !== undefined),
      ) as CertificateInputs;
    });
};
