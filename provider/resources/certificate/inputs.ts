import * as z from "zod";
import { REVOCATION_REASONS } from "../../certcentral";
import type { Change } from "../../contract/plan";
import { id } from "../input-check/id";
import { SpecInput } from "./promotion/spec";

const whole = z.number().int();
const text = z.string().trim().min(1, "must not be empty");
const plainDate = z.union([
  z.iso.date(),
  z
    .string()
    .regex(/^\d{2} (JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC) \d{4}$/i, 'must be "2026-06-09" or "09 JUN 2026"'),
]);

/**
 * What a user may say about a certificate: every parameter of the reissue page in camelCase
 * (https://dev.digicert.com/certcentral-apis/services-api/orders/reissue-certificate.html), and our own.
 * An absent input has no opinion.
 */
export const CertificateInputs = z.strictObject({
  orderId: id,
  /** Whatever it is, its reader has a sentence for it. */
  csr: z.string().trim().optional(),
  /** An empty one is refused as every impossible name is. */
  commonName: z.string().trim().optional(),
  dnsNames: z.array(z.string()).optional(),
  emails: z.array(text).optional(),
  userPrincipleName: z.array(text.max(255)).max(1).optional(),
  commonNameIndicator: text.optional(),
  individual: z
    .strictObject({ firstName: text.optional(), lastName: text.optional(), pseudonym: text.optional() })
    .optional(),
  usageDesignation: z
    .strictObject({ primaryUsage: text.optional(), additionalUsages: z.array(text).optional() })
    .optional(),
  isRsassaPss: z.boolean().optional(),
  serverPlatformId: z
    .union([
      whole,
      z
        .string()
        .regex(/^-?\d+$/)
        .transform(Number),
    ])
    .optional(),
  validityDays: whole.min(1).optional(),
  customExpirationDate: plainDate.optional(),
  signatureHash: z.enum(["sha256", "sha384", "sha512"]).optional(),
  profileOption: text.optional(),
  caCertId: z.union([text, whole.transform(String)]).optional(),
  dcvMethod: z.enum(["email", "dns-txt-token", "dns-cname-token", "http-token", "http-token-dynamic"]).optional(),
  comments: z.string().optional(),
  skipApproval: z.boolean().optional(),
  certificateDcvScope: z.enum(["base_domain", "fqdn"]).optional(),
  useAuthKey: z.boolean().optional(),
  csProvisioningMethod: text.optional(),
  shipInfo: z
    .strictObject({
      name: text,
      addr1: text,
      addr2: text.optional(),
      city: text,
      state: text,
      zip: text,
      country: text,
      method: z.enum(["STANDARD", "EXPEDITED"]),
    })
    .optional(),
  subject: z
    .strictObject({
      serialNumber: text.max(100).optional(),
      pseudonym: text.max(128).optional(),
      jobTitle: text.max(128).optional(),
      includePseudonym: z.boolean().optional(),
      includeEmail: z.boolean().optional(),
      includeGivenNameSurname: z.boolean().optional(),
    })
    .optional(),
  storeReissueAsDuplicate: z.boolean().optional(),
  product: text.optional(),
  minDaysRemaining: whole.min(0).optional(),
  triggers: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]).optional(),
  allowSanRemoval: z.boolean().optional(),
  /** What an earlier stage has proven; another one's `spec` output. */
  requires: SpecInput.optional(),
  onCreate: z.enum(["adoptOrReissue", "adoptOnly"]).optional(),
  onDrift: z.enum(["reissue", "report"]).optional(),
  onDelete: z.enum(["revoke", "revokeOrder", "retain"]).optional(),
  revocation: z
    .strictObject({
      reason: z.enum(REVOCATION_REASONS).optional(),
      comments: z.string().optional(),
      skipApproval: z.boolean().optional(),
      awaitApproval: z.boolean().optional(),
    })
    .optional(),
  waitForIssuance: z.boolean().optional(),
  /** Seconds. */
  timeouts: z
    .strictObject({ issuance: z.number().positive().optional(), approval: z.number().min(0).optional() })
    .optional(),
  superseded: z
    .strictObject({ action: z.enum(["keep", "revoke"]).optional(), afterHours: z.number().min(0).optional() })
    .optional(),
});
export type CertificateInputs = z.output<typeof CertificateInputs>;
/** The same with any part missing. Made once: zod compiles a schema at its first use. */
export const SomeCertificateInputs = CertificateInputs.partial();

/** What a change of each input means. The compiler counts the fields; a forgotten one does not compile. */
export const onChange = {
  /** Another order is another certificate, with its own history and its own coverage. */
  orderId: "replace",
  /** Compared by public key: names in a CSR mean nothing to CertCentral. */
  csr: "reissue",
  commonName: "reissue",
  /** Compared as a set, folded with the common name. */
  dnsNames: "reissue",
  emails: "reissue",
  userPrincipleName: "reissue",
  commonNameIndicator: "reissue",
  individual: "reissue",
  usageDesignation: "reissue",
  /** How the CA signs: part of the certificate. Compared with what was asked: the CA ignores it under an EC issuer. */
  isRsassaPss: "reissue",
  /** Where the certificate is meant to be installed. Nothing of it is in the certificate: it is sent with the next reissue. */
  serverPlatformId: "ignore",
  /** Compared with what was asked: the CA caps it to the order's coverage and to the day's maximum. */
  validityDays: "reissue",
  customExpirationDate: "reissue",
  signatureHash: "reissue",
  /** Extended key usages and the like. Compared with what was asked: DigiCert retires options over time. */
  profileOption: "reissue",
  /** Compared with what was asked: ignored where the account has no ICA selection. */
  caCertId: "reissue",
  /** How the next domain check is done. */
  dcvMethod: "ignore",
  /** For the administrator who reads the next request. */
  comments: "ignore",
  skipApproval: "ignore",
  certificateDcvScope: "ignore",
  useAuthKey: "ignore",
  /** Another way to hold the key is another certificate. */
  csProvisioningMethod: "reissue",
  /** Where the next token is sent. */
  shipInfo: "ignore",
  subject: "reissue",
  /** Whether this is the order's primary certificate or a duplicate beside it: not the same certificate. */
  storeReissueAsDuplicate: "replace",
  /** Says what the order is; nothing about the certificate. */
  product: "ignore",
  /** Changes when a reissue is due, and is no reason by itself. */
  minDaysRemaining: "ignore",
  /** The user's own reasons. */
  triggers: "reissue",
  allowSanRemoval: "ignore",
  /** Allows or refuses a reissue, and is no reason for one. */
  requires: "ignore",
  onCreate: "ignore",
  /** Says what is done about what others, or time, did to the certificate; nothing about the certificate. */
  onDrift: "ignore",
  /** Delete sees only state. */
  onDelete: "remember",
  revocation: "remember",
  waitForIssuance: "ignore",
  /** Delete waits for an approval by it. */
  timeouts: "remember",
  superseded: "ignore",
} as const satisfies Record<keyof CertificateInputs, Change>;

const inputNames = Object.keys(onChange) as (keyof CertificateInputs)[];
const byChange = new Map<Change, readonly (keyof CertificateInputs)[]>(
  Object.values(onChange).map((change) => [change, inputNames.filter((input) => onChange[input] === change)]),
);
/** The inputs whose change means this. */
export const inputsThat = (change: Change): readonly (keyof CertificateInputs)[] => byChange.get(change) ?? [];
