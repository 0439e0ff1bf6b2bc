import type { NamedKey } from "./keys/public-key";

/** The certificate that is wanted, as far as a certificate can show it: its key, its names, its hash. */
export interface CertificateSpec {
  /** Absent: any key will do. */
  readonly key?: NamedKey;
  readonly commonName?: string;
  /** The complete set, canonical and sorted, common name included. */
  readonly names: readonly string[];
  readonly signatureHash?: string;
}
