import type { Bag, CheckFailure } from "../../../contract/resource";
import { holdsUnknown } from "../../../contract/unknown";
import { readCsr } from "../../../pki/csr";
import { commonNameFault, emailFault, nameFault, without } from "../../../pki/names";
import { inEnglish } from "../../input-check/english";
import { leakedKeys, leaks } from "../../input-check/leaked-key";
import { misspelt, type Vocabulary } from "../../input-check/misspelt";
import { quoted } from "../../input-check/quoted";
import { familyOf, sanRemovalRevokes } from "../../order/product-family";
import { listed } from "../../wording";
import { namesSaid } from "../desired/desired";
import { CertificateInputs, SomeCertificateInputs } from "../inputs";
import { productFaults } from "../product/parameters";
import { rules } from "./rules";

/** Their values are never printed: the failure names them in its reason instead. */
const UNPRINTABLE: ReadonlySet<string> = new Set(["csr"]);

/**
 * Everything that can be said about inputs without asking anybody. Each failure names an input and says what to do;
 * what is not known yet is left alone. Pure, no I/O.
 */
export const check = (prior: Bag | undefined, given: Bag, now: Date): CheckFailure[] => {
  const leaked = leakedKeys(given, ["csr"]);
  const clean = Object.entries(given).filter(([input, value]) => input === "csr" || !leaks(input, value));
  const known = Object.fromEntries(
    clean.filter(([, value]) => value !== undefined && value !== null && !holdsUnknown(value)),
  );
  const unknown = new Set(Object.keys(given).filter((input) => holdsUnknown(given[input])));
  return [
    ...leaked,
    ...shape(known, unknown),
    ...csrFailures(known.csr),
    ...nameFailures(known),
    ...rules
      .filter(({ needs }) => !needs.some((input) => unknown.has(input)))
      .flatMap(({ holds, property, say }) => {
        const inputs = known as Partial<CertificateInputs>;
        return wellFormed(known) && !holds(inputs, now) ? [{ property, reason: say(inputs, now) }] : [];
      }),
    ...productFailures(known, unknown),
    ...removal(prior, given),
  ];
};

/** What the named product would not accept. Without `product` the order has to be read first: create and update do. */
const productFailures = (known: Bag, unknown: ReadonlySet<string>): CheckFailure[] =>
  typeof known.product === "string" && wellFormed(known)
    ? productFaults(known as Partial<CertificateInputs>, known.product, unknown).map(({ input, sentence }) => ({
        property: UNPRINTABLE.has(input) ? "" : input,
        reason: sentence,
      }))
    : [];

const wellFormed = (known: Bag): boolean => SomeCertificateInputs.safeParse(known).success;

/** The shape: known names, right types. A misspelt name gets a suggestion. */
const shape = (known: Bag, unknown: ReadonlySet<string>): CheckFailure[] => {
  const failures: CheckFailure[] = [];
  if (known.orderId === undefined && !unknown.has("orderId"))
    failures.push({
      property: "orderId",
      reason: "orderId is required: the id of the CertCentral order whose certificate this is",
    });
  const parsed = SomeCertificateInputs.safeParse(known, { error: inEnglish });
  for (const issue of parsed.error?.issues ?? []) {
    if (issue.code === "unrecognized_keys") {
      failures.push(...misspelt(issue, VOCABULARY));
      continue;
    }
    const path = spelt(issue.path);
    const top = String(issue.path[0] ?? "");
    // The CSR has sentences of its own, below.
    if (top === "csr") continue;
    failures.push({ property: UNPRINTABLE.has(top) ? "" : path, reason: `${path}: ${said(path, issue.message)}` });
  }
  return failures;
};

const EXPECTED: Readonly<Record<string, string>> = {
  orderId: "must be a positive whole number, the order's id in CertCentral (as a number or as digits)",
  signatureHash: 'must be "sha256", "sha384" or "sha512"',
  onDelete: 'must be "revoke", "revokeOrder" or "retain"',
  onCreate: 'must be "adoptOrReissue" or "adoptOnly"',
  validityDays: "must be a whole number of days, 1 or more",
  minDaysRemaining: "must be a whole number of days, 0 or more",
  customExpirationDate: 'must be a day, as "2026-06-09" or "09 JUN 2026"',
  dnsNames: "must be a list of names",
  userPrincipleName: "must be a list of one name at most",
  serverPlatformId: "must be a whole number, the id of one of the product's platforms",
  caCertId: "must be the id of an intermediate CA",
  triggers: "must be a list of values, or an object of them",
};
const said = (path: string, message: string): string =>
  (Object.hasOwn(EXPECTED, path) ? EXPECTED[path] : undefined) ?? message;

/** `revocation.reason`, `dnsNames[1]`. */
const spelt = (path: readonly PropertyKey[]): string =>
  path.map((step, i) => (typeof step === "number" ? `[${step}]` : `${i === 0 ? "" : "."}${String(step)}`)).join("");

const VOCABULARY: Vocabulary = {
  schema: CertificateInputs,
  kind: "an input of a certificate",
  aliases: {
    sans: "dnsNames",
    san: "dnsNames",
    subjectalternativenames: "dnsNames",
    alternativenames: "dnsNames",
    domains: "dnsNames",
    certificaterequest: "csr",
    certificatesigningrequest: "csr",
    ondestroy: "onDelete",
    keepondelete: "onDelete",
    retainondelete: "onDelete",
    revokeondelete: "onDelete",
  },
};

const csrFailures = (csr: unknown): CheckFailure[] => {
  if (csr === undefined) return [];
  if (typeof csr !== "string")
    return [{ property: "", reason: "csr: must be the text of a certificate signing request" }];
  const read = readCsr(csr);
  return read.ok ? [] : [{ property: "", reason: `csr: ${read.fault.sentence}` }];
};

const nameFailures = (known: Bag): CheckFailure[] => {
  // A client certificate is called after a person.
  const person = typeof known.product === "string" && familyOf(known.product) === "client";
  return [
    ...faults([["commonName", known.commonName]], (name) => commonNameFault(name, { person })),
    ...faults(listOf(known, "dnsNames"), nameFault),
    ...faults(listOf(known, "emails"), emailFault),
  ];
};

const listOf = (known: Bag, input: string): [string, unknown][] => {
  const list = known[input];
  return Array.isArray(list) ? list.map((name: unknown, i) => [`${input}[${i}]`, name]) : [];
};

const faults = (names: readonly [string, unknown][], faultOf: (name: string) => string | undefined): CheckFailure[] =>
  names.flatMap(([property, name]) => {
    if (typeof name !== "string") return [];
    const fault = faultOf(name);
    return fault === undefined ? [] : [{ property, reason: `${property}: ${quoted(name)} ${fault}` }];
  });

/**
 * A name that was wanted and is no more: DigiCert revokes every earlier certificate of the order within 72 hours of a
 * reissue that lacks one (https://docs.digicert.com/manage-certificates/reissue-ssltls-certificate/).
 */
const removal = (prior: Bag | undefined, given: Bag): CheckFailure[] => {
  if (
    prior === undefined ||
    given.allowSanRemoval === true ||
    given.storeReissueAsDuplicate === true ||
    (typeof given.product === "string" && !sanRemovalRevokes(given.product)) ||
    holdsUnknown([prior, given.dnsNames, given.commonName, given.allowSanRemoval, given.orderId])
  )
    return [];
  if (idIn(prior) === undefined || idIn(prior) !== idIn(given)) return [];
  // A common name that is not said any more stays the order's: it is no removal.
  const [before, after] = [namesIn(prior), namesIn({ ...given, commonName: given.commonName ?? prior.commonName })];
  const removed = before && after ? without(before, after) : [];
  return removed.length === 0
    ? []
    : [
        {
          property: "dnsNames",
          reason: `removes ${listed(removed)}: DigiCert would revoke every earlier certificate of the order within 72 hours of the reissue; set allowSanRemoval: true if that is wanted (or if the name was asked for and never issued: for that, nothing is revoked)`,
        },
      ];
};

/** As a number and as digits it is one id. */
const idIn = ({ orderId }: Bag): string | undefined =>
  typeof orderId === "string" || typeof orderId === "number" ? String(orderId) : undefined;

const namesIn = (inputs: Bag): string[] | undefined => {
  const { commonName, dnsNames } = inputs;
  if (!Array.isArray(dnsNames) || !dnsNames.every((name) => typeof name === "string")) return undefined;
  return namesSaid({ dnsNames, ...(typeof commonName === "string" ? { commonName } : {}) });
};
