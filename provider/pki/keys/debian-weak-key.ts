import { createHash } from "node:crypto";

/*
 * Debian's openssl of 2006 to 2008 (CVE-2008-0166) made keys out of its process id alone, so everybody can make them again.
 * What it could make as RSA-2048 and RSA-4096 is listed in debian-weak-keys.json (how: scripts/debian-weak-keys.mjs).
 */

/** How many marks begin with each prefix of two octets, one octet each; then the other three octets of each mark, sorted. */
const PREFIXES = 65_536;
const REST = 3;

/** Whether the modulus is on the list. One of 1.86 million sound keys is taken for one that is. Reads 2.4 MB at its first call. */
export const isDebianWeak = (modulus: bigint): boolean => {
  const mark = createHash("sha1")
    .update(`Modulus=${modulus.toString(16).toUpperCase()}\n`)
    .digest()
    .subarray(10, 15);
  const prefix = mark.readUInt16BE(0);
  const rest = mark.readUIntBE(2, REST);
  const table = list();
  let before = 0;
  for (let at = 0; at < prefix; at++) before += table.readUInt8(at);
  for (let at = before; at < before + table.readUInt8(prefix); at++)
    if (table.readUIntBE(PREFIXES + at * REST, REST) === rest) return true;
  return false;
};

let loaded: Buffer | undefined;
const list = (): Buffer => {
  // Not an import: most programs have no RSA key to look at.
  const { marks }: typeof import("./debian-weak-keys.json") = require("./debian-weak-keys.json");
  loaded ??= Buffer.from(marks, "base64");
  return loaded;
};
