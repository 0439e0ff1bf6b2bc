import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCsr } from "../csr";
import { keyText } from "../keys.fake";
import { isDebianWeak } from "./debian-weak-key";
import { holdsMark } from "./packed-marks";

const modulusOf = (key: KeyObject): bigint =>
  BigInt(`0x${Buffer.from(key.export({ format: "jwk" }).n ?? "", "base64url").toString("hex")}`);

/** Of the certificate that Debian shows as an example of a weak one (`bad_x509.pem` of its package). */
const SHOWN = createPublicKey(`-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA0zxdbpiw6k6rdqYNagp7
nFmDxYwKodPDeWlYFp8nAnusgSU/pXnEguiEouHO8MqBPsg1npYQ0pRzyjbWPB6B
oBAaSBo8/1hhDo6nKioVgmfWb02ihmkooj1G4CHFRC/fnkrda8U2fT93ImEJKVET
EINuenfWCLfxkfgkGb4Rh+yhhPBmUcRI6pBHiBPrbcm+U/xmadMcq2OKPzBj0TzK
2ltK+iMdzvlUhu1dLXGMMODOStov/eGBYAPwnRg6Jcyyh0pXA5UA5LZQC6t81DXc
MB0Z8sJWrk+DfdLeYw6IplKofB8qREIkUD2pfcPuu8eT5uW+7GMcHtJ4j8sdoQ4K
9wIDAQAB
-----END PUBLIC KEY-----`);

test("the keys that Debian shows as weak are on the list: RSA-2048 and RSA-4096", () => {
  const read = readCsr(keyText("debian-rsa-4096"));
  expect(isDebianWeak(modulusOf(SHOWN))).toBe(true);
  expect(read.ok && read.rsa !== undefined && isDebianWeak(read.rsa.modulus)).toBe(true);
});

test("the neighbours of a weak key, and keys made now, are not", () => {
  const weak = modulusOf(SHOWN);
  const now = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey;
  for (const modulus of [weak + 2n, weak - 2n, weak >> 8n, modulusOf(now)]) expect(isDebianWeak(modulus)).toBe(false);
});

test("the list is Debian's, whole and in order: 294,912 keys of each size", () => {
  const packed = readFileSync(join(__dirname, "debian-weak-keys.bin"));
  const count = packed.readUInt32BE(0);
  const bits = Array.from(packed.subarray(4), (octet) => octet.toString(2).padStart(8, "0")).join("");
  const prefixes = [...bits.slice(0, 2 ** 20 + count)].reduce<number[]>((found, bit, at) => {
    if (bit === "1") found.push(at - found.length);
    return found;
  }, []);
  const marks = prefixes.map((prefix, index) => {
    const at = 2 ** 20 + count + index * 20;
    return prefix * 2 ** 20 + Number.parseInt(bits.slice(at, at + 20), 2);
  });

  expect(marks).toHaveLength(2 * 294_912);
  const text = marks.map((mark) => `${mark.toString(16).padStart(10, "0")}\n`).join("");
  expect(createHash("sha256").update(text).digest("hex")).toBe(
    "52512d7a86d80495304079c6018860258dde7c594b3aefb35b3b1543496f7f27",
  );
  const some = marks.filter((_, index) => index % 1000 === 0);
  expect(some.filter((mark) => !holdsMark(packed, mark))).toEqual([]);
  expect(some.filter((mark) => holdsMark(packed, mark + 1))).toEqual([]);
});
