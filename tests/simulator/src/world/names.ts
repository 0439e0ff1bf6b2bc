import { domainToASCII } from "node:url";

/** Lower case and A-labels, as names stand in a certificate. */
export const normal = (name: string): string => {
  const bare = name.trim();
  const star = bare.startsWith("*.") ? "*." : "";
  const rest = bare.slice(star.length);
  return star + (domainToASCII(rest) || rest.toLowerCase());
};

export const unique = (names: readonly string[]): string[] => [...new Set(names)];

/** Common name and SANs as one set of normal names, the common name first. */
export const nameSet = (commonName: string | undefined, dnsNames: readonly string[]): string[] =>
  unique([...(commonName === undefined ? [] : [commonName]), ...dnsNames].map(normal));

/** Letters, digits, hyphens: a public CA signs no underscore (https://cabforum.org, ballot SC12). */
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** ub-common-name of RFC 5280, counted in A-labels. Names among the SANs may be longer. */
export const LONGEST_COMMON_NAME = 64;
export const isLongCommonName = (name: string): boolean => normal(name).length > LONGEST_COMMON_NAME;

/** A host name of at least two labels, a wildcard of one, or an IPv4 address. */
export const isName = (name: string): boolean => {
  const host = normal(name).replace(/^\*\./, "");
  const labels = host.split(".");
  return host.length <= 253 && labels.length >= 2 && labels.every((label) => LABEL.test(label));
};

/** The name one would register: two labels here, three under the few second-level suffixes known. No public suffix list is used. */
export const baseDomain = (name: string): string => {
  const labels = normal(name).replace(/^\*\./, "").split(".");
  const suffix = /^(co|com|org|net|ac|gov)\.[a-z]{2}$/.test(labels.slice(-2).join(".")) ? 3 : 2;
  return labels.slice(-suffix).join(".");
};
