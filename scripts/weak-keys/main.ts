/**
 * Makes `provider/pki/keys/debian-weak-keys.bin` out of the lists that Debian made public in 2008 (package
 * `openssl-blacklist` 0.5-3 for RSA-2048, `openssl-blacklist-extra` for RSA-4096). Run once: those lists do not change.
 *
 *   node --import tsx scripts/weak-keys/main.ts blacklist.RSA-2048 blacklist.RSA-4096
 *
 * A line of them is the last 20 hex digits of the SHA-1 of `Modulus=<hex>\n`. Of those, the first 10 are kept (40 bits: of
 * 1.86 million sound keys one is taken for a weak one).
 */
import { readFileSync, writeFileSync } from "node:fs";
import { MARK_BITS, pack } from "./pack";

const files = process.argv.slice(2);
if (files.length !== 2) throw new Error("give the lists of RSA-2048 and RSA-4096");
const marks = files
  .flatMap((file) => readFileSync(file, "utf8").split("\n"))
  .filter((line) => /^[0-9a-f]{20}$/.test(line))
  .map((line) => Number.parseInt(line.slice(0, MARK_BITS / 4), 16));
if (marks.length !== 2 * 294_912) throw new Error(`${marks.length} lines, not twice 294,912: another list?`);
writeFileSync("provider/pki/keys/debian-weak-keys.bin", pack(marks));
