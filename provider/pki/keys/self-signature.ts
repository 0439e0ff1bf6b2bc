import { constants, createPublicKey, getHashes, type KeyObject, verify } from "node:crypto";
import type { CertificationRequest } from "@peculiar/asn1-csr";
import { AsnConvert } from "@peculiar/asn1-schema";
import { type AlgorithmIdentifier, SubjectPublicKeyInfo } from "@peculiar/asn1-x509";
import { algorithmName } from "./algorithm-names";
import { RSASSA_PSS, type Signature, signatureOf } from "./signature-algorithm";

/**
 * What became of a look at a CSR's own signature. Only the public key and its possession count, and CertCentral looks for
 * itself: what cannot be checked here is told, and is no fault.
 */
export type SelfSignature =
  | { readonly is: "good" }
  | { readonly is: "bad" }
  /** `algorithm`: `ML-DSA-65 (2.16.840.1.101.3.4.3.18)`. */
  | { readonly is: "unchecked"; readonly algorithm: string };

/** Holds the signature of a request against its own key, with everything that this Node can verify. Pure. */
export const selfSignature = (request: CertificationRequest, signed: Buffer, key: KeyObject): SelfSignature => {
  const { signatureAlgorithm } = request;
  const unchecked: SelfSignature = { is: "unchecked", algorithm: named(signatureAlgorithm) };
  try {
    const signature = signatureOf(signatureAlgorithm);
    if (signature === undefined || !known(signature)) return unchecked;
    const holds = verify(
      signature.hash,
      signed,
      signature.pss === undefined ? key : pssKey(key, signatureAlgorithm, signature.pss.salt),
      Buffer.from(request.signature),
    );
    return { is: holds ? "good" : "bad" };
  } catch {
    // Not "does not hold": Node (a FIPS build, say) would not even try.
    return unchecked;
  }
};

const HASHES: ReadonlySet<string> = new Set(getHashes());

const known = ({ hash, pss }: Signature): boolean =>
  (hash === null || HASHES.has(hash)) && (pss === undefined || HASHES.has(pss.mgfHash));

/** The same RSA key, bound to the parameters of the signature: that is how OpenSSL is told of an MGF hash of its own. */
const pssKey = (key: KeyObject, algorithm: AlgorithmIdentifier, saltLength: number) => {
  const { subjectPublicKey } = AsnConvert.parse(key.export({ format: "der", type: "spki" }), SubjectPublicKeyInfo);
  const spki = AsnConvert.serialize(new SubjectPublicKeyInfo({ algorithm, subjectPublicKey }));
  return {
    key: createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" }),
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength,
  };
};

const named = (identifier: AlgorithmIdentifier): string => {
  const oid = identifier.algorithm;
  const name = algorithmName(oid) ?? nameOf(identifier);
  return name === undefined ? `the algorithm ${oid}` : `${name} (${oid})`;
};

/** What we know and this Node does not verify. */
const nameOf = (identifier: AlgorithmIdentifier): string | undefined => {
  if (identifier.algorithm === RSASSA_PSS) return "RSASSA-PSS";
  try {
    const hash = signatureOf(identifier)?.hash;
    return hash === undefined || hash === null ? undefined : hash.toUpperCase();
  } catch {
    return undefined;
  }
};
