import { LOOKS } from "../../contract/lines/look";
import { words as acmeCredentials } from "../../resources/acme-credentials/reasons.doc";
import { DRIFT } from "../../resources/certificate/reasons";
import { words as certificate } from "../../resources/certificate/reasons.doc";
import { words as certificateValidation } from "../../resources/certificate-validation/reasons.doc";
import { words as revocation } from "../../resources/revocation/reasons.doc";

/** The same words as in docs/reasons.md, by kind and code. */
const WORDS = {
  Certificate: certificate,
  CertificateValidation: certificateValidation,
  AcmeCredentials: acmeCredentials,
  Revocation: revocation,
} as const satisfies Readonly<Record<string, Readonly<Record<string, { readonly todo: string }>>>>;
export type Kind = keyof typeof WORDS;

/** Through either door. */
const TYPE = /(?:^|\$)(?:pulumi-nodejs:dynamic\/digicert|digicert:index):(\w+)$/;

/** Which of our resources a URN is of; `undefined` for anybody else's. */
export const kindIn = (urn: string): Kind | undefined => {
  const kind = TYPE.exec(urn.split("::")[2] ?? "")?.[1] ?? "";
  return Object.hasOwn(WORDS, kind) ? (kind as Kind) : undefined;
};

/** Drift is warned of only where nothing is sent for it: else it is in the row of what is sent. */
const ONLY_TOLD = 'Nothing is sent for it: set onDrift: "reissue" to have it mended by the next pulumi up.';

/** What to do about a line: what is said of the first of its codes about which there is something to do. */
export const todoFor = (kind: Kind, codes: readonly string[], action: string): string => {
  if (kind === "Certificate" && action === "warning" && codes.some((code) => Object.hasOwn(DRIFT, code)))
    return ONLY_TOLD;
  const words: Readonly<Record<string, { readonly todo: string }>> = { ...LOOKS, ...WORDS[kind] };
  const todos = codes.flatMap((code) => (Object.hasOwn(words, code) ? (words[code]?.todo ?? []) : []));
  return (todos.find((todo) => !todo.startsWith("Nothing")) ?? "Run pulumi up.").replaceAll("`", "");
};
