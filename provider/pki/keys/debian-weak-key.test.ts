import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { readCsr } from "../csr";
import { keyText } from "../keys.fake";
import { isDebianWeak } from "./debian-weak-key";
import list from "./debian-weak-keys.json";

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

test("the list is whole: as many marks as its counts say, in order, 294,912 of each size", () => {
  const table = Buffer.from(list.marks, "base64");
  const counts = [...table.subarray(0, 65_536)];
  expect(counts.reduce((all, count) => all + count, 0)).toBe(2 * 294_912);
  expect(table.length).toBe(65_536 + 3 * 2 * 294_912);
  let at = 65_536;
  const unsorted = counts.filter((count) => {
    const marks = Array.from({ length: count }, (_, i) => table.readUIntBE(at + 3 * i, 3));
    at += 3 * count;
    return marks.some((mark, i) => i > 0 && mark < (marks[i - 1] ?? 0));
  });
  expect(unsorted).toEqual([]);
});
