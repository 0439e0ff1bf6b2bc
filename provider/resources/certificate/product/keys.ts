import { readCsr } from "../../../pki/csr";
import { weakness } from "../../../pki/keys/weak-key";
import { familyOf, type ProductFamily } from "../../order/product-family";
import type { CertificateInputs } from "../inputs";
import type { ProductFault } from "./fault";

type Inputs = Readonly<Partial<CertificateInputs>>;

/** Whose rules a publicly trusted certificate follows: those for TLS and those for S/MIME have the same sections on keys. */
const REQUIREMENTS: Partial<Readonly<Record<ProductFamily, string>>> = {
  "public-tls": "CA/Browser Forum Baseline Requirements",
  "secure-email-individual": "CA/Browser Forum S/MIME Baseline Requirements",
  "secure-email-sponsor": "CA/Browser Forum S/MIME Baseline Requirements",
  "secure-email-organization": "CA/Browser Forum S/MIME Baseline Requirements",
};
const SIGNED_BY_PRIVATE_TRUST: ReadonlySet<ProductFamily> = new Set(["private-tls", "unknown"]);

const read = (inputs: Inputs, unknown: ReadonlySet<string>) => {
  const csr = inputs.csr === undefined || unknown.has("csr") ? undefined : readCsr(inputs.csr);
  return csr?.ok ? csr : undefined;
};

/** What a product's CA would not certify a key for. A CSR that cannot be read has its own sentence. Pure. */
export const keyFaults = (inputs: Inputs, product: string, unknown: ReadonlySet<string>): ProductFault[] => {
  const csr = read(inputs, unknown);
  if (csr === undefined) return [];
  const family = familyOf(product);
  const { key, rsa } = csr;
  const sentences: string[] = [];
  if (key.kind === "ed" && !SIGNED_BY_PRIVATE_TRUST.has(family))
    sentences.push(
      `its key is ${key.keyType}, which publicly trusted certificates cannot carry: use RSA or a NIST curve`,
    );
  // https://dev.digicert.com/certcentral-apis/services-api/orders/reissue-certificate.html, certificate.csr
  if (family === "code-signing" && key.kind === "rsa" && key.bits < 3072)
    sentences.push(`its key is ${key.keyType}; code signing takes RSA-3072 or larger`);
  const rules = REQUIREMENTS[family];
  if (rules !== undefined && rsa !== undefined) {
    if (key.bits % 8 !== 0)
      sentences.push(
        `its key is ${key.keyType}: a modulus must be divisible by 8 (${rules} §6.1.5); use RSA-2048, RSA-3072 or RSA-4096`,
      );
    if (rsa.exponent < 3n || rsa.exponent % 2n === 0n)
      sentences.push(
        `its key has the exponent ${rsa.exponent}: it must be odd, and 3 or more (${rules} §6.1.6); make the key with 65537`,
      );
    if (rsa.pss)
      sentences.push(
        `its key is marked for RSASSA-PSS only: certificates carry RSA keys as rsaEncryption (${rules} §7.1.3.1.1), so we do not send it; make the CSR with a plain RSA key (isRsassaPss asks the CA to sign so)`,
      );
    const weak = weakness(rsa);
    if (weak !== undefined)
      sentences.push(`its key ${weak} (${rules} §6.1.1.3): make a new one, and use this one for nothing`);
  }
  return sentences.map((sentence) => ({ input: "csr", sentence: `csr: ${sentence}` }));
};

/** What a CA certifies and nobody recommends. Pure. */
export const keyDoubts = (inputs: Inputs, product: string, unknown: ReadonlySet<string>): string[] => {
  const csr = read(inputs, unknown);
  if (csr === undefined || REQUIREMENTS[familyOf(product)] === undefined) return [];
  const { key, rsa } = csr;
  return [
    ...(rsa !== undefined && rsa.exponent >= 3n && rsa.exponent % 2n === 1n && rsa.exponent < 65_537n
      ? [`csr: its key has the exponent ${rsa.exponent}, below the recommended 65537`]
      : []),
    ...(key.keyType === "P-521"
      ? ["csr: its key is P-521, which not every client takes: P-256 or P-384 is recommended"]
      : []),
  ];
};

/** What could not be looked at, whatever the product is: the key and its possession are what counts. Pure. */
export const signatureDoubts = (inputs: Inputs, unknown: ReadonlySet<string>): string[] => {
  const csr = read(inputs, unknown);
  return csr?.unchecked === undefined
    ? []
    : [`csr: it is signed with ${csr.unchecked}, which is not checked here: CertCentral may refuse it`];
};
