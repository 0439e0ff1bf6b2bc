import { digest } from "../../../contract/digest";
import type { AskedDigests } from "../../order/ownership/pending";
import { type CertificateInputs, inputsThat } from "../inputs";
import type { CertificateState } from "../state";
import { desiredOf } from "./desired";
import { askDigest } from "./equality";

/** Compared above with the certificate itself. */
export const SEEN_ON_CERTIFICATE: ReadonlySet<keyof CertificateInputs> = new Set([
  "csr",
  "commonName",
  "dnsNames",
  "emails",
]);
export const compareWithAsked = inputsThat("reissue").filter((input) => !SEEN_ON_CERTIFICATE.has(input));
/** What the certificate we keep was asked for with. */
export const askedFor = (prior: CertificateState): AskedDigests =>
  prior.pending !== undefined
    ? (prior.pending.before ?? {})
    : (prior.askedBefore ?? askedDigests(prior.requestedInputs));
/** Whether the certificate we keep was asked for with this hash, whatever its issuer signed with. */
export const wasAskedWithHash = (prior: CertificateState, hash: string | undefined): boolean =>
  hash !== undefined && askDigest("signatureHash", hash) === askedFor(prior).signatureHash;
/** What inputs asked for, by digest: what CertCentral may ignore, cap or never show is compared with it later. */
export const askedDigests = (inputs: CertificateInputs): AskedDigests =>
  Object.fromEntries(
    compareWithAsked.flatMap((input) => {
      const asked = askDigest(input, inputs[input]);
      return asked === undefined ? [] : [[input, asked]];
    }),
  );

/** What inputs want, whatever the order shows: eight hexadecimal digits, for the mark of a reissue. */
export const wishDigest = (inputs: CertificateInputs): string => {
  const { key, ...desired } = desiredOf(inputs, { names: [] });
  return digest({ ...desired, emails: inputs.emails, key: key?.publicKeySha256, asked: askedDigests(inputs) }).slice(
    0,
    8,
  );
};
