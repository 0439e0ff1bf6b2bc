import { execFileSync } from "node:child_process";
import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { newCsr } from "../levers/make";
import { Authority, INTERMEDIATES, type Intermediate, newKey, spkiOf } from "./authority";
import { isOneLine, readCsr } from "./csr";
import { download } from "./formats";
import { type Leaf, mintLeaf } from "./leaf";
import { toPem } from "./pem";
import type { Hash } from "./sign";

const DAY = 86_400_000;
const authority = new Authority(new Date());
const issue = (ica: Intermediate, more: { hash?: Hash; pss?: boolean; logged?: boolean; rsa?: boolean } = {}): Leaf =>
  mintLeaf(
    {
      commonName: "www.example.com",
      names: ["www.example.com", "192.0.2.7"],
      emails: [],
      spki: spkiOf(newKey(more.rsa ? "rsa" : "ec")),
      hash: more.hash ?? "sha256",
      pss: more.pss ?? false,
      usage: "server",
      serialFromZero: false,
      logged: more.logged ?? true,
      notBefore: new Date(Date.now() - DAY),
      notAfter: new Date(Date.now() + 10 * DAY),
    },
    ica,
  );

const printed = ({ der }: Leaf): string =>
  execFileSync("openssl", ["x509", "-inform", "DER", "-noout", "-text"], { input: der, encoding: "utf8" });

const openssl = (leaf: Leaf, ica: Intermediate): string => {
  const folder = mkdtempSync(join(tmpdir(), "certcentral-simulator-"));
  try {
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const root = file("root.pem", authority.root.pem);
    const intermediate = file("intermediate.pem", ica.pem);
    return execFileSync(
      "openssl",
      [
        "verify",
        "-x509_strict",
        "-CAfile",
        root,
        "-untrusted",
        intermediate,
        file("leaf.pem", toPem("CERTIFICATE", leaf.der)),
      ],
      { encoding: "utf8" },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
};

test.each([
  ["an ECDSA intermediate", INTERMEDIATES[0].id, "sha256", false],
  ["an ECDSA intermediate with sha384", INTERMEDIATES[0].id, "sha384", false],
  ["an RSA intermediate", INTERMEDIATES[1].id, "sha512", false],
  ["an RSA intermediate with PSS", INTERMEDIATES[1].id, "sha256", true],
] as const)("openssl accepts the chain of a leaf under %s", (_, id, hash, pss) => {
  const ica = authority.intermediate(id);
  if (ica === undefined) throw new Error("no such intermediate");
  expect(openssl(issue(ica, { hash, pss }), ica)).toContain("OK");
});

test("the leaf carries the names it was asked for, as DNS names and addresses", () => {
  const certificate = new X509Certificate(issue(authority.standard).der);
  expect(certificate.subject).toBe("CN=www.example.com");
  expect(certificate.subjectAltName).toBe("DNS:www.example.com, IP Address:192.0.2.7");
});

test("the leaf says where its issuer's lists are, under which policy it is, and, where it is public, in which logs", () => {
  const text = printed(issue(authority.standard));

  expect(text.match(/Signed Certificate Timestamp:\s+Version +: v1[\s\S]*?ecdsa-with-SHA256/g)).toHaveLength(3);
  expect(text).toMatch(/OCSP - URI:http:[\s\S]*CA Issuers - URI:http:/);
  expect(text).toMatch(/CRL Distribution Points:[\s\S]*URI:http:[\s\S]*URI:http:/);
  expect(text).toContain("Policy: 2.23.140.1.2.1");
  expect(printed(issue(authority.standard, { logged: false }))).not.toContain("SCTs");
});

test("the leaf and its issuer are as long as DigiCert's", () => {
  expect(toPem("CERTIFICATE", issue(authority.standard, { rsa: true }).der).length).toBeGreaterThan(1900);
  expect(authority.standard.pem.length).toBeGreaterThan(1100);
});

test("a public key is taken instead of a CSR, and one line is told from many", () => {
  const spki = spkiOf(newKey("ec"));
  const pem = toPem("PUBLIC KEY", spki);
  const verdict = readCsr(pem);
  expect("key" in verdict && verdict.key.bits).toBe(256);
  expect(isOneLine(pem)).toBe(false);
  expect(isOneLine(pem.replaceAll("\n", ""))).toBe(true);
});

test("weak keys, private keys and noise are refused", () => {
  const weak = generateKeyPairSync("rsa", { modulusLength: 1024 });
  expect(readCsr(weak.publicKey.export({ type: "spki", format: "pem" }).toString())).toMatchObject({
    refused: "csr_invalid_key",
  });
  expect(readCsr(weak.privateKey.export({ type: "pkcs8", format: "pem" }).toString())).toMatchObject({
    refused: "csr_invalid_cannot_parse",
  });
  expect(readCsr("hello")).toMatchObject({ refused: "csr_invalid_cannot_parse" });
});

test("each download format holds what its name says", () => {
  const leaf = issue(authority.standard);
  const chain = { fileName: "www_example_com", leaf: leaf.der, intermediate: authority.standard, root: authority.root };
  const count = (format: string): number =>
    Buffer.from(download(format, chain, "\n")?.bytes ?? [])
      .toString("latin1")
      .split("BEGIN CERTIFICATE").length - 1;
  expect([count("pem_all"), count("pem_noroot"), count("pem_nointermediate")]).toEqual([3, 2, 1]);
  expect(Object.keys(unzipSync(download("default", chain, "\r\n")?.bytes ?? new Uint8Array()))).toEqual([
    "www_example_com.crt",
    "DigiCertCA.crt",
    "TrustedRoot.crt",
  ]);
  expect(download("p7b", chain, "\n")).toMatchObject({ type: "application/x-pkcs7-certificates" });
  expect(download("docx", chain, "\n")).toBeUndefined();
});

test.each([
  ["RSA", ["-newkey", "rsa:2048"], "rsa", 2048],
  ["P-384", ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp384r1", "-sha384"], "ec", 384],
] as const)("a CSR of openssl with an %s key is read", (_, args, kind, bits) => {
  const csr = execFileSync("openssl", ["req", "-new", "-nodes", "-keyout", "/dev/null", "-subj", "/CN=x", ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  expect(readCsr(csr)).toMatchObject({ key: { kind, bits, label: "CERTIFICATE REQUEST" } });
  const tampered = csr.replace(/(.{40})(.)(.{20}\n-----END)/s, (_all, a, b, c) => `${a}${b === "A" ? "B" : "A"}${c}`);
  expect(readCsr(tampered)).toMatchObject({ refused: "csr_invalid_cannot_parse" });
});

test("openssl accepts a CSR made by a lever", () => {
  const verified = execFileSync("openssl", ["req", "-verify", "-noout", "-subject"], {
    input: newCsr("www.example.com"),
    encoding: "utf8",
  });
  expect(verified).toContain("www.example.com");
});
