import type { Bag } from "../../../contract/resource";
import { holdsUnknown } from "../../../contract/unknown";
import { readCsr } from "../../../pki/csr";
import { commonNameFault, emailFault, nameFault, without } from "../../../pki/names/names";
import { checkStrictly } from "../../input-check/check-strictly";
import { quoted } from "../../input-check/quoted";
import { familyOf, sanRemovalRevokes } from "../../order/product-family";
import { each } from "../../wording";
import { namesSaid } from "../desired/desired";
import { CertificateInputs } from "../inputs";
import { accepts, productFaults } from "../product/parameters";
import { rules } from "./rules";

/**
 * Everything that can be said about inputs without asking anybody. Each sentence names an input and says what to do;
 * what is not known yet is left alone. Pure, no I/O.
 */
export const check = (prior: Bag | undefined, given: Bag, now: Date): readonly string[] => {
  const { reasons, known, unknown, inputs } = checkStrictly<CertificateInputs>(given, now, {
    schema: CertificateInputs,
    kind: "an input of a certificate",
    required: { orderId: "the id of the CertCentral order whose certificate this is" },
    expected: EXPECTED,
    readElsewhere: ["csr"],
    aliases: ALIASES,
    rules,
  });
  return [
    ...reasons,
    ...csrFaults(known.csr),
    ...namesFaults(known),
    // Without `product` the order has to be read first: create and update do.
    ...(inputs?.product === undefined
      ? []
      : productFaults(inputs, inputs.product, unknown).map(({ sentence }) => sentence)),
    ...removal(prior, given),
  ];
};

const EXPECTED: Readonly<Record<string, string>> = {
  orderId: "must be a positive whole number, the order's id in CertCentral (as a number or as digits)",
  csr: "must be the text of a certificate signing request",
  signatureHash: 'must be "sha256", "sha384" or "sha512"',
  onDelete: 'must be "revoke", "revokeOrder" or "retain"',
  onCreate: 'must be "adoptOrReissue" or "adoptOnly"',
  onDrift: 'must be "reissue" or "report"',
  validityDays: "must be a whole number of days, 1 or more",
  minDaysRemaining: "must be a whole number of days, 0 or more",
  customExpirationDate: 'must be a day, as "2026-06-09" or "09 JUN 2026"',
  dnsNames: "must be a list of names",
  userPrincipleName: "must be a list of one name at most",
  serverPlatformId: "must be a whole number, the id of one of the product's platforms",
  caCertId: "must be the id of an intermediate CA",
  triggers: "must be a list of values, or an object of them",
  timeouts: "must be an object, as { issuance: 600, approval: 0 }",
  superseded: 'must be an object, as { action: "revoke", afterHours: 24 }',
};

/** What other tools call an input. */
const ALIASES = {
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
};

const csrFaults = (csr: unknown): string[] => {
  // Of another type, it has its sentence already.
  if (typeof csr !== "string") return [];
  const read = readCsr(csr);
  return read.ok ? [] : [`csr: ${read.fault.sentence}`];
};

const WITHOUT_COMMON_NAME = "code and document signing certificates are reissued without commonName: remove it";

const namesFaults = (known: Bag): string[] => {
  const family = typeof known.product === "string" ? familyOf(known.product) : "unknown";
  // A client certificate is called after a person.
  const person = family === "client";
  return [
    // Where the product takes none, that is all there is to say.
    ...(accepts(family, "commonName")
      ? faults([["commonName", known.commonName]], (name) => {
          const fault = commonNameFault(name, { person });
          // As code and document signing certificates have it, of which nobody has said that this is one.
          const isOfOrganization = family === "unknown" && /\s/.test(name.trim());
          return fault !== undefined && isOfOrganization ? `${fault}; ${WITHOUT_COMMON_NAME}` : fault;
        })
      : []),
    ...faults(listOf(known, "dnsNames"), nameFault),
    ...faults(listOf(known, "emails"), emailFault),
  ];
};

const listOf = (known: Bag, input: string): [string, unknown][] => {
  const list = known[input];
  return Array.isArray(list) ? list.map((name: unknown, i) => [`${input}[${i}]`, name]) : [];
};

const faults = (names: readonly [string, unknown][], faultOf: (name: string) => string | undefined): string[] =>
  names.flatMap(([path, name]) => {
    if (typeof name !== "string") return [];
    const fault = faultOf(name);
    return fault === undefined ? [] : [`${path}: ${quoted(name)} ${fault}`];
  });

/**
 * A name that was wanted and is no more: DigiCert revokes every earlier certificate of the order within 72 hours of a
 * reissue that lacks one (https://docs.digicert.com/manage-certificates/reissue-ssltls-certificate/).
 */
const removal = (prior: Bag | undefined, given: Bag): string[] => {
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
        `dnsNames: removes ${each(removed)}: DigiCert would revoke every earlier certificate of the order within 72 hours of the reissue; set allowSanRemoval: true if that is wanted (or if the name was asked for and never issued: for that, nothing is revoked)`,
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
