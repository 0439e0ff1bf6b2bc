import { domainToASCII } from "node:url";
import { memo } from "../memo";
import { isIP } from "./ip";

/**
 * Names as certificates know them: a set. Order, case, repetition, a trailing dot, and Unicode or A-label form
 * are spellings of the same name.
 */
export type NameKind = "dns" | "wildcard" | "ip" | "email";

/** A name is asked about by check, diff and update, many times each. So many are remembered: those of some thousand certificates. */
export const MOST_NAMES = 16_384;

const spelling = (name: string): string => {
  const trimmed = name.trim();
  if (isIP(trimmed)) return canonicalIp(trimmed);
  const at = trimmed.lastIndexOf("@");
  if (at > 0) return `${trimmed.slice(0, at)}@${canonicalHost(trimmed.slice(at + 1))}`;
  return trimmed.startsWith("*.") ? `*.${canonicalHost(trimmed.slice(2))}` : canonicalHost(trimmed);
};

/** The one spelling we compare by: A-labels in lower case, no trailing dot; IPv6 in its short form. Pure. */
export const canonicalName = memo(spelling, MOST_NAMES);

const canonicalHost = (host: string): string => {
  const plain = host.replace(/\.$/, "");
  // domainToASCII reads a URL's host: it stops at a path or a query, and decodes percent signs. What has them is no name.
  if (/[/\\?#%@:\s]/.test(plain)) return plain.toLowerCase();
  // It answers "" for what is no host name; then the text itself is all we can compare.
  return domainToASCII(plain) || plain.toLowerCase();
};

const canonicalIp = (ip: string): string => {
  if (isIP(ip) === 4) return ip;
  try {
    return new URL(`http://[${ip}]`).hostname.slice(1, -1);
  } catch {
    return ip.toLowerCase();
  }
};

/** The set of names, canonical, sorted, each once. */
export const nameSet = (names: Iterable<string | undefined>): string[] => {
  const set = new Set<string>();
  for (const name of names) if (name !== undefined && name.trim() !== "") set.add(canonicalName(name));
  return [...set].sort();
};

export const sameNames = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, i) => name === b[i]);

/** What is in the first set and not in the second. */
export const without = (names: readonly string[], others: Iterable<string>): string[] => {
  const drop = new Set(others);
  return names.filter((name) => !drop.has(name));
};

/** Whether a CA may put a name on a certificate for these names without being asked: with or without `www.`, and a wildcard's own domain. */
export const addedByCa = (name: string, names: readonly string[]): boolean =>
  names.some((asked) => name === `www.${asked}` || asked === `www.${name}` || asked === `*.${name}`);

export const kindOfName = (name: string): NameKind =>
  isIP(name) ? "ip" : name.includes("@") ? "email" : name.startsWith("*.") ? "wildcard" : "dns";

/** The underscore is for private products: `publicNameFault` says so. */
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

const faultOf = (given: string): string | undefined => {
  const name = given.trim();
  if (name === "") return "is empty";
  if (/:\/\//.test(name)) return "is a URL: give the host name only";
  if (isIP(name))
    return name.includes("%")
      ? 'has a zone ("%…"), which means something on one machine only (RFC 5280 §4.2.1.6): give the address alone'
      : undefined;
  const prefix = /^(DNS|IP|IP Address|email|URI):/i.exec(name)?.[0];
  if (prefix !== undefined) return `begins with "${prefix}", as openssl writes it: drop the prefix`;
  if (/[/:]/.test(name)) return "has a port, a path or a stray colon: give the host name only";
  if (/[\s,;]/.test(name)) return "has a blank or a separator in it: give one name per list entry";
  if (name.includes("@")) return "is an e-mail address, not a host name";
  if (name.includes("*") && !/^\*\.[^*]+$/.test(name))
    return 'has a misplaced "*": a wildcard is one leading "*." and nothing else, as in *.example.com';
  const host = canonicalName(name).replace(/^\*\./, "");
  const labels = host.split(".");
  if (labels.some((label) => label === "")) return "has an empty label (two dots in a row, or a leading dot)";
  if (labels.some((label) => label.length > 63)) return "has a label longer than 63 characters";
  if (host.length > 253) return "is longer than 253 characters";
  if (!labels.every((label) => LABEL.test(label))) return "is not a valid host name";
  if (/^\d+$/.test(labels.at(-1) ?? "")) return "is neither a host name nor an IP address";
  return undefined;
};

/** Why a text cannot be a name on a TLS certificate of any product, in words that follow the name; `undefined` when it can. */
export const nameFault = memo(faultOf, MOST_NAMES);

/** Characters, counted in A-labels: ub-common-name of RFC 5280, appendix A.1. Names among the SANs may be longer. */
const LONGEST_COMMON_NAME = 64;

/** The same for a common name that is a host name, or (`person`) is none. */
export const commonNameFault = (given: string, { person }: { readonly person: boolean }): string | undefined => {
  const fault = person ? undefined : nameFault(given);
  if (fault !== undefined) return fault;
  const { length } = person ? given.trim() : canonicalName(given);
  return length <= LONGEST_COMMON_NAME
    ? undefined
    : `has ${length} characters${person ? "" : " as DigiCert counts them"}, and a common name has ${LONGEST_COMMON_NAME} at most (RFC 5280): ${person ? "shorten it" : "put it into dnsNames, and a shorter name here"}`;
};

/** The same for a mailbox. The part before the "@" is its server's own business. */
export const emailFault = (given: string): string | undefined => {
  const name = given.trim();
  // An empty one has its own sentence.
  if (name === "") return undefined;
  const at = name.lastIndexOf("@");
  const host = name.slice(at + 1);
  return at < 1 || /[\s,;<>]/.test(name) || nameFault(host) !== undefined || /[*_]/.test(host)
    ? "is not an e-mail address: give it as jane@example.com"
    : undefined;
};
