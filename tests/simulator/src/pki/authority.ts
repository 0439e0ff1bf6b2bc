import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { bounds } from "./der";
import { toPem } from "./pem";
import { mint } from "./template";
import { whereabouts } from "./whereabouts";
import * as x509 from "./x509";

/** RFC 5280 §4.2.1.4. */
const ANY_POLICY = "2.5.29.32.0";

const YEAR = 365 * 86_400_000;

/** A CA: its certificate and the key it signs with. */
export interface Issuer {
  commonName: string;
  subject: x509.Name;
  key: KeyObject;
  keyId: string;
  der: Uint8Array;
  pem: string;
}

export const spkiOf = (key: KeyObject): Uint8Array =>
  new Uint8Array(createPublicKey(key).export({ type: "spki", format: "der" }));

/** RFC 5280 method 1: SHA-1 of the public key bits. */
export const keyIdOf = (spki: Uint8Array): string => {
  const outer = bounds(spki, 0);
  const bits = bounds(spki, bounds(spki, outer.content).end);
  return createHash("sha1")
    .update(spki.subarray(bits.content + 1, bits.end))
    .digest("hex");
};

/** A positive serial number of 16 bytes. Printed as hex it begins with 0 when `fromZero`, else with 4 to 7. */
export const newSerial = (fromZero = false): Uint8Array => {
  const bytes = new Uint8Array(randomBytes(16));
  const first = bytes[0] ?? 0;
  bytes[0] = fromZero ? (first % 15) + 1 : (first & 0x3f) | 0x40;
  return bytes;
};

export const newKey = (kind: "ec" | "rsa"): KeyObject =>
  kind === "ec"
    ? generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey
    : generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;

const subjectOf = (commonName: string): x509.Name =>
  new x509.Name([{ C: ["XX"] }, { O: ["SIMULATOR, NOT DIGICERT"] }, { CN: [commonName] }]);

/** Mints a CA certificate: a root when no parent is given, else an intermediate under it. */
export const mintIssuer = (commonName: string, kind: "ec" | "rsa", now: Date, parent?: Issuer): Issuer => {
  const key = newKey(kind);
  const spki = spkiOf(key);
  const subject = subjectOf(commonName);
  const keyId = keyIdOf(spki);
  const der = mint(
    {
      serial: newSerial(),
      issuer: parent?.subject ?? subject,
      subject,
      notBefore: new Date(now.getTime() - 3 * YEAR),
      notAfter: new Date(now.getTime() + (parent ? 10 : 20) * YEAR),
      spki,
      extensions: [
        new x509.BasicConstraintsExtension(true, parent ? 0 : undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        new x509.SubjectKeyIdentifierExtension(keyId),
        ...(parent
          ? [
              new x509.AuthorityKeyIdentifierExtension(parent.keyId),
              new x509.CertificatePolicyExtension([ANY_POLICY]),
              ...whereabouts(parent),
            ]
          : []),
      ],
    },
    parent?.key ?? key,
    "sha256",
  );
  return { commonName, subject, key, keyId, der, pem: toPem("CERTIFICATE", der) };
};

/** An intermediate an account may choose with `ca_cert_id`. */
export interface Intermediate extends Issuer {
  id: string;
  numericId: number;
  kind: "ec" | "rsa";
}

export const INTERMEDIATES = [
  { id: "51A0E6C0EC2560A1", numericId: 401, kind: "ec", commonName: "SIMULATOR, NOT DIGICERT: TLS ECC P256 CA1" },
  { id: "51A0E6C052534121", numericId: 402, kind: "rsa", commonName: "SIMULATOR, NOT DIGICERT: TLS RSA SHA256 CA1" },
] as const;

/** The root and its intermediates. The RSA one is minted only when somebody asks for it: its key takes a while. */
export class Authority {
  readonly root: Issuer;
  readonly #minted = new Map<string, Intermediate>();

  constructor(readonly now: Date) {
    this.root = mintIssuer("SIMULATOR, NOT DIGICERT", "ec", now);
    this.intermediate(INTERMEDIATES[0].id);
  }

  intermediate(id: string): Intermediate | undefined {
    const known = INTERMEDIATES.find((i) => i.id === id);
    if (known === undefined) return undefined;
    const minted = this.#minted.get(id) ?? {
      ...known,
      ...mintIssuer(known.commonName, known.kind, this.now, this.root),
    };
    this.#minted.set(id, minted);
    return minted;
  }

  get standard(): Intermediate {
    const ica = this.intermediate(INTERMEDIATES[0].id);
    if (ica === undefined) throw new Error("the standard intermediate is minted in the constructor");
    return ica;
  }
}
