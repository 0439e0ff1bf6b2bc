import { domainToASCII } from "node:url";
import tlds from "tlds";
import { memo } from "../memo";
import { isIP } from "./ip";
import { canonicalName, MOST_NAMES } from "./names";
import { isReservedAddress, specialUseOf } from "./special-use";

const faultOf = (given: string): string | undefined => {
  const name = canonicalName(given);
  if (isIP(name))
    return isReservedAddress(name)
      ? "is a private or reserved address, which public certificates cannot carry: use a name, or a private product"
      : undefined;
  const host = name.replace(/^\*\./, "");
  const labels = host.split(".");
  if (name.includes("_")) return 'has a "_": public certificates cannot carry it';
  if (/(^|\.)(in-addr|ip6)\.arpa$/.test(host))
    return "is an IP reverse address name, which public certificates cannot carry: use the name or the address itself";
  const special = specialUseOf(host);
  if (special !== undefined)
    return `is under "${special.domain}", which is not in the public DNS (${special.by}): use a public name, or a private product`;
  if (labels.length < 2 && name !== host)
    return "is a wildcard for a whole top-level domain, which public certificates cannot carry";
  if (labels.length < 2)
    return "is a single label, which public certificates cannot carry: use a fully qualified name, or a private product";
  const reserved = labels.find((label) => /^..--/.test(label) && !isALabel(label));
  if (reserved !== undefined)
    return `has the reserved label "${reserved}" ("--" in third place, and no valid A-label; RFC 5890 §2.3.1), which public certificates cannot carry`;
  return undefined;
};

/**
 * Why a name that could stand on a certificate cannot stand on a publicly trusted TLS one (CA/Browser Forum Baseline
 * Requirements §4.2.2 and §7.1.4.2), in words that follow the name; `undefined` when nothing is known against it. Pure.
 */
export const publicNameFault = memo(faultOf, MOST_NAMES);

const isALabel = (label: string): boolean => label.startsWith("xn--") && domainToASCII(label) !== "";

const TLDS: ReadonlySet<string> = new Set(tlds.map((tld) => domainToASCII(tld)));

const unknown = (given: string): string | undefined => {
  const name = canonicalName(given);
  const tld = name.slice(name.lastIndexOf(".") + 1);
  return isIP(name) || tld === "" || tld === "onion" || TLDS.has(tld) ? undefined : tld;
};

/** The top-level domain of a name where IANA's list, as of the package `tlds`, does not have it: it may be newer. Pure. */
export const unknownTld = memo(unknown, MOST_NAMES);
