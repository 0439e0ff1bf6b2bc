import { X509Certificate } from "node:crypto";
import { AsnConvert } from "@peculiar/asn1-schema";
import {
  Certificate,
  ExtendedKeyUsage,
  id_ce_extKeyUsage,
  id_ce_subjectAltName,
  type Name,
  SubjectAlternativeName,
} from "@peculiar/asn1-x509";
import type { CertificateSpec } from "./certificate-spec";
import { publicKeyOf } from "./keys/public-key";
import { signatureOf } from "./keys/signature-algorithm";
import { nameSet, without } from "./names/names";
import { pemBlocks, pemOf } from "./pem";

/** What a certificate says of itself. */
export interface Leaf {
  readonly certificatePem: string;
  /** The issuers in order, without a self-signed root. */
  readonly chainPem: string;
  readonly serialNumber: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly commonName: string | undefined;
  readonly names: readonly string[];
  readonly publicKeySha256: string;
  readonly keyType: string;
  readonly signatureHash: string | undefined;
  /** The issuer's common name. */
  readonly issuer: string | undefined;
  /** Object identifiers. */
  readonly extendedKeyUsages: readonly string[];
}

/** Either the proven leaf, or why the bundle does not hold it. */
export type Proven = { readonly ok: true; readonly leaf: Leaf } | { readonly ok: false; readonly why: string };

const no = (why: string): Proven => ({ ok: false, why });

/**
 * Finds the wanted certificate in a downloaded bundle and proves it: by its key, its names and its chain, never by
 * position (PEMs of several certificates of one order have come back identical, and leaf-first is only a habit). Pure.
 */
export const proveLeaf = (
  bundle: string,
  desired: CertificateSpec,
  serialNumber: string | undefined,
  now: Date,
): Proven => {
  const all = certificatesIn(bundle);
  // Of an issuer nothing is asked but what Node tells: to take one apart takes longer than all else.
  const ends = all.filter((c) => !c.node.ca).flatMap(takenApart);
  if (ends.length === 0) return no("the download holds no end-entity certificate");
  const mine = ends.find(
    (c) => desired.key === undefined || c.key?.described.publicKeySha256 === desired.key.publicKeySha256,
  );
  if (!mine?.key) return no("the downloaded certificate carries another public key");
  if (serialNumber !== undefined && serialDigits(mine.node.serialNumber) !== serialDigits(serialNumber))
    return no(`the downloaded certificate has serial ${mine.node.serialNumber}, not ${serialNumber}`);
  const names = namesOf(mine.x509);
  const missing = without(desired.names, names);
  if (missing.length > 0) return no(`the downloaded certificate lacks ${missing.join(", ")}`);
  const issuers = issuersOf(mine, all, now);
  if (issuers.length === 0) return no("the certificate's issuer is not among the downloaded ones, or did not sign it");
  const hash = signatureOf(mine.x509.signatureAlgorithm)?.hash ?? undefined;
  return {
    ok: true,
    leaf: {
      certificatePem: pemOf({ label: "CERTIFICATE", der: mine.der }),
      chainPem: issuers
        .filter((c) => !selfSigned(c))
        .map(({ der }) => pemOf({ label: "CERTIFICATE", der }))
        .join(""),
      serialNumber: mine.node.serialNumber,
      notBefore: mine.x509.tbsCertificate.validity.notBefore.getTime().toISOString(),
      notAfter: mine.x509.tbsCertificate.validity.notAfter.getTime().toISOString(),
      commonName: commonNameOf(mine.x509.tbsCertificate.subject),
      names,
      publicKeySha256: mine.key.described.publicKeySha256,
      keyType: mine.key.described.keyType,
      signatureHash: hash,
      issuer: commonNameOf(mine.x509.tbsCertificate.issuer),
      extendedKeyUsages: usagesOf(mine.x509),
    },
  };
};

interface Parsed {
  readonly der: Buffer;
  readonly node: X509Certificate;
}

interface End extends Parsed {
  readonly x509: Certificate;
  readonly key: ReturnType<typeof publicKeyOf>;
}

const certificatesIn = (bundle: string): Parsed[] =>
  pemBlocks(bundle).flatMap(({ label, der }) => {
    if (label !== "CERTIFICATE") return [];
    try {
      return [{ der, node: new X509Certificate(der) }];
    } catch {
      return [];
    }
  });

/** What cannot be read is nobody's certificate. */
const takenApart = (parsed: Parsed): End[] => {
  try {
    const key = publicKeyOf(parsed.node.publicKey.export({ format: "der", type: "spki" }));
    return [{ ...parsed, x509: AsnConvert.parse(parsed.der, Certificate), key }];
  } catch {
    return [];
  }
};

/** Leading zeros and case are spellings of one serial number. */
const serialDigits = (serial: string): string =>
  serial
    .toUpperCase()
    .replace(/[^0-9A-F]/g, "")
    .replace(/^0+/, "");

const selfSigned = (c: Parsed): boolean => c.node.checkIssued(c.node);

const isCurrent = ({ node }: Parsed, now: Date): boolean =>
  Date.parse(node.validFrom) <= now.getTime() && now.getTime() <= Date.parse(node.validTo);

/** The issuers from the leaf upwards, each proven to have signed the one before it. Of twins with one key, the one that is valid today. */
const issuersOf = (leaf: Parsed, all: readonly Parsed[], now: Date): Parsed[] => {
  const chain: Parsed[] = [];
  for (let current = leaf; ; ) {
    const below = current;
    const issuers = all.filter(
      (c) =>
        c.node !== below.node &&
        !chain.includes(c) &&
        below.node.checkIssued(c.node) &&
        below.node.verify(c.node.publicKey),
    );
    const issuer = issuers.find((c) => isCurrent(c, now)) ?? issuers[0];
    if (issuer === undefined) return chain;
    chain.push(issuer);
    if (selfSigned(issuer)) return chain;
    current = issuer;
  }
};

const COMMON_NAME = "2.5.4.3";

const commonNameOf = (name: Name): string | undefined =>
  [...name]
    .flatMap((set) => [...set])
    .find(({ type }) => type === COMMON_NAME)
    ?.value.toString();

/** Subject alternative names (DNS, IP, e-mail); the common name counts too, for a certificate without any. */
const namesOf = (certificate: Certificate): string[] => {
  const extension = certificate.tbsCertificate.extensions?.find(({ extnID }) => extnID === id_ce_subjectAltName);
  const sans = extension === undefined ? [] : [...AsnConvert.parse(extension.extnValue.buffer, SubjectAlternativeName)];
  const named = sans.flatMap(({ dNSName, iPAddress, rfc822Name }) => dNSName ?? iPAddress ?? rfc822Name ?? []);
  return nameSet(named.length > 0 ? named : [commonNameOf(certificate.tbsCertificate.subject)]);
};

const usagesOf = ({ tbsCertificate }: Certificate): string[] => {
  const extension = tbsCertificate.extensions?.find(({ extnID }) => extnID === id_ce_extKeyUsage);
  return extension === undefined ? [] : [...AsnConvert.parse(extension.extnValue.buffer, ExtendedKeyUsage)];
};
