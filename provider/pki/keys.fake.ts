import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCsr } from "./csr";
import type { NamedKey } from "./keys/public-key";

const FOLDER = join(__dirname, "../../tests/vectors/keys");

/** A text out of `tests/vectors/keys`; `p256` stands for `p256.csr`. */
export const keyText = (name: string): string =>
  readFileSync(join(FOLDER, name.includes(".pem") ? name : `${name}.csr`), "utf8");

/** What cases may do to a text, by name. */
const SPELLINGS: Readonly<Record<string, (text: string) => string>> = {
  crlf: (text) => text.replaceAll("\n", "\r\n"),
  "one-line": (text) => text.replaceAll("\n", ""),
  escaped: (text) => text.replaceAll("\n", "\\n"),
  indented: (text) => text.replaceAll("\n", "\n    "),
  twice: (text) => text + text,
  truncated: (text) => text.slice(0, text.length / 2),
  "cut-inside": (text) => text.replace(/\n[^\n-]+\n/, "\n"),
  tampered: (text) => tampered(text),
  headerless: (text) => bodyOf(text),
  "base64-of-pem": (text) => Buffer.from(text).toString("base64"),
  "der-as-utf8": (text) => derOf(text).toString("utf8"),
  "der-as-latin1": (text) => derOf(text).toString("latin1"),
  "utf16le-as-utf8": (text) => Buffer.from(text, "utf16le").toString("utf8"),
  "utf16le-bom-as-utf8": (text) => Buffer.from(`\uFEFF${text}`, "utf16le").toString("utf8"),
  "utf16le-as-latin1": (text) => Buffer.from(`\uFEFF${text}`, "utf16le").toString("latin1"),
  "utf16be-as-utf8": (text) => Buffer.from(text, "utf16le").swap16().toString("utf8"),
  "utf16be-as-utf16le": (text) => Buffer.from(text, "utf16le").swap16().toString("utf16le"),
  "utf16-headerless": (text) => Buffer.from(bodyOf(text), "utf16le").toString("utf8"),
};
/** What becomes of a private key that somebody pastes. */
export const disguises = Object.keys(SPELLINGS).filter((name) => !["twice", "tampered", "cut-inside"].includes(name));
export const spellings = ["crlf", "one-line", "escaped", "indented"] as const;

const bodyOf = (text: string): string => text.split("-----")[2]?.trim() ?? "";
const derOf = (text: string): Buffer => Buffer.from(bodyOf(text), "base64");

/** The last byte of the signature turned over. */
const tampered = (text: string): string => {
  const [, label, body] = /-----BEGIN ([A-Z ]+)-----([\s\S]*?)-----END/.exec(text) ?? [];
  const der = Buffer.from(body ?? "", "base64");
  der.writeUInt8(der.readUInt8(der.length - 1) ^ 1, der.length - 1);
  return `-----BEGIN ${label}-----\n${der.toString("base64")}\n-----END ${label}-----\n`;
};

let ownPrivateKey: string | undefined;
/** A private key made now, for none is kept in the repository. */
export const privateKey = (): string => {
  ownPrivateKey ??= generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey.export({
    type: "pkcs8",
    format: "pem",
  }) as string;
  return ownPrivateKey;
};

/** `@p256`, `@p256/crlf`, `@private-key`: a text by name, in some spelling. Anything else is itself. */
export const resolved = (text: string, secret: string = privateKey()): string => {
  const [whole, name, spelling] = /^@([\w.-]+?)(?:\/([\w-]+))?$/.exec(text) ?? [];
  if (whole === undefined || name === undefined) return text;
  const found = name === "private-key" ? secret : keyText(name);
  const spell = spelling === undefined ? (same: string) => same : SPELLINGS[spelling];
  if (spell === undefined) throw new Error(`no spelling ${spelling} in ${text}`);
  return spell(found);
};

/** The same at every depth of a case. */
export const resolvedAll = <Value>(value: Value): Value => {
  if (typeof value === "string") return resolved(value) as Value;
  if (Array.isArray(value)) return value.map(resolvedAll) as Value;
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolvedAll(member)])) as Value;
  return value;
};

/** The public key in one of the texts. */
export const publicKeyIn = (name: string): NamedKey => {
  const read = readCsr(keyText(name));
  if (!read.ok) throw new Error(`${name}: ${read.fault.sentence}`);
  return read.key;
};
