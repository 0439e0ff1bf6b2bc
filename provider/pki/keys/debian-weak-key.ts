import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { holdsMark } from "./packed-marks";

/*
 * Debian's openssl of 2006 to 2008 (CVE-2008-0166) made keys out of its process id alone, so everybody can make them again.
 * What it could make as RSA-2048 and RSA-4096 is listed in debian-weak-keys.bin (how: scripts/weak-keys), which lies beside this file,
 * and beside the bundled plugin.
 */

/** Whether the modulus is on the list. One of 1.86 million sound keys is taken for one that is. Reads 1.7 MB at its first call. */
export const isDebianWeak = (modulus: bigint): boolean => {
  const hash = createHash("sha1")
    .update(`Modulus=${modulus.toString(16).toUpperCase()}\n`)
    .digest();
  // Most programs have no RSA key to look at.
  list ??= readFileSync(join(__dirname, "debian-weak-keys.bin"));
  return holdsMark(list, hash.readUIntBE(10, 5));
};

let list: Buffer | undefined;
