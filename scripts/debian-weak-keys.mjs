// @ts-check
/**
 * Makes `provider/pki/keys/debian-weak-keys.json` out of the lists that Debian made public in 2008 (package
 * `openssl-blacklist` 0.5-3 for RSA-2048, `openssl-blacklist-extra` for RSA-4096). Run once: those lists do not change.
 *
 *   node scripts/debian-weak-keys.mjs blacklist.RSA-2048 blacklist.RSA-4096
 *
 * A line of them is the last 20 hex digits of the SHA-1 of `Modulus=<hex>\n`. Of those, the first 10 are kept (40 bits: of
 * 1.86 million sound keys one is taken for a weak one), sorted and cut in two: how many begin with each of 65,536 prefixes,
 * one octet each, and then the other 3 octets of each.
 */
import { readFileSync, writeFileSync } from "node:fs";

const files = process.argv.slice(2);
if (files.length !== 2) throw new Error("give the lists of RSA-2048 and RSA-4096");
const marks = files
  .flatMap((file) => readFileSync(file, "utf8").split("\n"))
  .filter((line) => /^[0-9a-f]{20}$/.test(line))
  .map((line) => line.slice(0, 10))
  .sort();
if (marks.length !== 2 * 294_912) throw new Error(`${marks.length} lines, not twice 294,912: another list?`);
const counts = Buffer.alloc(65_536);
for (const mark of marks) {
  const prefix = Number.parseInt(mark.slice(0, 4), 16);
  counts.writeUInt8(counts.readUInt8(prefix) + 1, prefix);
}
const rest = Buffer.from(marks.map((mark) => mark.slice(4)).join(""), "hex");
const about =
  "The 589,824 RSA-2048 and RSA-4096 keys of Debian's openssl of 2006 to 2008 (CVE-2008-0166); made by scripts/debian-weak-keys.mjs";
writeFileSync(
  "provider/pki/keys/debian-weak-keys.json",
  `${JSON.stringify({ about, marks: Buffer.concat([counts, rest]).toString("base64") })}\n`,
);
