import { digest } from "../../../contract/digest";
import { dayOf } from "../../../contract/text/dates";
import { nameSet } from "../../../pki/names/names";
import type { CertificateInputs } from "../inputs";

/** What an absent input means to CertCentral, where its page says so. An explicit default is no change. */
const DEFAULTS: Partial<CertificateInputs> = {
  isRsassaPss: false,
  storeReissueAsDuplicate: false,
  /** The default for public TLS since 2025-10-01 (https://dev.digicert.com, glossary: certificate profile options). */
  profileOption: "server_auth_only_eku",
};

/** Absent, `[]`, `{}` and members that are `false` (every flag's default on the reissue page) all say nothing. */
const bare = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(bare);
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value)
      .map(([key, member]) => [key, bare(member)] as const)
      .filter(([, member]) => member !== undefined && member !== false);
    return members.length === 0 ? undefined : Object.fromEntries(members);
  }
  return value;
};

const comparable = (input: keyof CertificateInputs, value: unknown): unknown => {
  if (input === "emails" && Array.isArray(value)) return bare(nameSet(value.map(String)));
  if (input === "customExpirationDate" && typeof value === "string") return dayOf(value) ?? value;
  // The user's own values: each of them says something, even false.
  if (input === "triggers") return isEmpty(value) ? undefined : value;
  return bare(value);
};

const isEmpty = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

/** A digest of what an input asks CertCentral for; `undefined` when it says nothing. Pure. */
export const askDigest = (input: keyof CertificateInputs, value: unknown): string | undefined => {
  const said = comparable(input, value);
  return said === undefined ? undefined : digest(said);
};

const SILENCE: Readonly<Partial<Record<keyof CertificateInputs, string | undefined>>> = Object.fromEntries(
  Object.entries(DEFAULTS).map(([input, value]) => [input, askDigest(input as keyof CertificateInputs, value)]),
);

/** Whether two values of an input ask for the same thing, given the digest of the one that was asked for. */
export const sameAsk = (input: keyof CertificateInputs, asked: string | undefined, inputs: unknown): boolean => {
  const silence = SILENCE[input];
  return (asked ?? silence) === (askDigest(input, inputs) ?? silence);
};
