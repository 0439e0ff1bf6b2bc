import { BlockList } from "node:net";
import { isIP } from "./ip";

/*
 * Names and addresses that no public CA signs, for nobody can prove that they are his. As of 2026-11-29:
 * https://www.iana.org/assignments/special-use-domain-names (RFC 6761 and its kin), ICANN's reservation of `internal`
 * (2024-07-29) and its resolution on `corp`, `home` and `mail` (2018-02-04), and IANA's registries of special-purpose
 * addresses (RFC 6890). `onion` is not among them: public CAs do sign it (Baseline Requirements, appendix B).
 * Neither are example.com, .net and .org, which are somebody's: IANA's.
 */
const SPECIAL_USE: Readonly<Record<string, string>> = {
  test: "RFC 6761",
  localhost: "RFC 6761",
  invalid: "RFC 6761",
  example: "RFC 6761",
  local: "RFC 6762",
  alt: "RFC 9476",
  "home.arpa": "RFC 8375",
  "resolver.arpa": "RFC 9462",
  "service.arpa": "RFC 9665",
  "ipv4only.arpa": "RFC 8880",
  "eap.arpa": "RFC 9965",
  "eap-noob.arpa": "RFC 9140",
  "6tisch.arpa": "RFC 9031",
  internal: "reserved by ICANN for private use",
  corp: "never delegated, by ICANN's resolution",
  home: "never delegated, by ICANN's resolution",
  mail: "never delegated, by ICANN's resolution",
};

/** The special-use domain that a canonical name is or lies in, and who says so. */
export const specialUseOf = (host: string): { readonly domain: string; readonly by: string } | undefined => {
  const labels = host.split(".");
  for (const domain of [labels.slice(-2).join("."), labels.at(-1) ?? ""]) {
    const by = Object.hasOwn(SPECIAL_USE, domain) ? SPECIAL_USE[domain] : undefined;
    if (by !== undefined) return { domain, by };
  }
  return undefined;
};

const RESERVED_V4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];
/** Inside of 2000::/3, all that is global. */
const RESERVED_V6: readonly (readonly [string, number])[] = [
  ["2001:2::", 48],
  ["2001:10::", 28],
  ["2001:db8::", 32],
  ["3fff::", 20],
];

const reserved = new BlockList();
for (const [net, bits] of RESERVED_V4) reserved.addSubnet(net, bits, "ipv4");
for (const [net, bits] of RESERVED_V6) reserved.addSubnet(net, bits, "ipv6");
const global = new BlockList();
global.addSubnet("2000::", 3, "ipv6");

/** Whether an address is private or reserved, and so nobody's on the Internet. */
export const isReservedAddress = (ip: string): boolean =>
  isIP(ip) === 4 ? reserved.check(ip, "ipv4") : reserved.check(ip, "ipv6") || !global.check(ip, "ipv6");
