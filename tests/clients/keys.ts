import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";

/** A CSR as `openssl req` writes it, lines and all: what people give to such clients. */
export const csrFor = (commonName: string): string =>
  execFileSync(
    "openssl",
    ["req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "/dev/null", "-subj", `/CN=${commonName}`],
    { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
  );

/** The DER of a PEM, as ACME clients send it. */
export const bare = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, "");
export const forUrls = (base64: string): string => base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

export const namesIn = (pem: unknown): string[] =>
  (new X509Certificate(String(pem)).subjectAltName ?? "").split(", ").map((name) => name.replace("DNS:", ""));

export const serialOf = (pem: unknown): string => new X509Certificate(String(pem)).serialNumber;
