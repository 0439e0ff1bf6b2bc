import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCsr, type SubjectKey } from "./csr";

const folder = mkdtempSync(join(tmpdir(), "certcentral-simulator-"));
afterAll(() => rmSync(folder, { recursive: true }));

const openssl = (...args: string[]): string =>
  execFileSync("openssl", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

beforeAll(() => {
  openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "key.pem");
});

/** A public key of the one EC key, written in one of OpenSSL's ways. */
const publicKey = (...form: string[]): string => openssl("ec", "-in", "key.pem", "-pubout", ...form);

const keyOf = (pem: string): SubjectKey => {
  const verdict = readCsr(pem);
  if (!("key" in verdict)) throw new Error(verdict.why);
  return verdict.key;
};

test.each([
  ["explicit parameters", ["-param_enc", "explicit"]],
  ["a compressed point", ["-conv_form", "compressed"]],
  ["explicit parameters and a compressed point", ["-param_enc", "explicit", "-conv_form", "compressed"]],
])("an EC key with %s is certified by its curve's name and uncompressed", (_, form) => {
  const plain = keyOf(publicKey());
  const other = keyOf(publicKey(...form));
  expect(Buffer.from(other.der)).not.toEqual(Buffer.from(plain.der));
  expect(other.spki).toEqual(plain.spki);
  // SEQUENCE { SEQUENCE { id-ecPublicKey, prime256v1 }, BIT STRING 04 … }
  expect(Buffer.from(other.spki).toString("hex")).toMatch(/^3059301306072a8648ce3d020106082a8648ce3d03010703420004/);
});

test("a CSR with explicit parameters is signed by its key as any other", () => {
  writeFileSync(join(folder, "explicit.pem"), openssl("ec", "-in", "key.pem", "-param_enc", "explicit"));
  const csr = openssl("req", "-new", "-key", "explicit.pem", "-subj", "/CN=www.example.com");
  expect(keyOf(csr).spkiSha256).toBe(keyOf(publicKey()).spkiSha256);
});

test("a hybrid point is refused", () => {
  expect(readCsr(publicKey("-conv_form", "hybrid"))).toMatchObject({ refused: "csr_invalid_key" });
});
