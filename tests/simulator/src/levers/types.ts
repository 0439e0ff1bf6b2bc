import type { Outside, PublishedRecord } from "../world/proofs/records";

/** What the levers take and answer. Plain data: a test may import it without starting anything. */

export type OrderState =
  | "needs_approval"
  | "rejected"
  | "pending"
  | "processing"
  | "waiting_pickup"
  | "canceled"
  | "issued"
  | "reissue_pending"
  | "renewed"
  | "expired"
  | "revoked";

export interface OrderWish {
  /** Product identifier; ssl_basic when left out. */
  product?: string;
  /** Needed for TLS and client products. */
  commonName?: string;
  dnsNames?: string[];
  emails?: string[];
  /** PEM, in any shape; a key is generated when left out. */
  csr?: string;
  /** Life of the certificate; the longest that is allowed when left out. */
  validityDays?: number;
  /** Coverage of the order; 365 when left out. */
  orderValidityDays?: number;
  signatureHash?: string;
  profileOption?: string;
  /** Later requests on this order wait for an administrator (or never do), whatever the account says. */
  approval?: boolean;
  /** Later requests on this order meet the domain validation gate (or never do), whatever the account says. */
  dcv?: boolean;
  dcvMethod?: string;
  autoReissue?: boolean;
  alternativeOrderId?: string;
  provisioningMethod?: string;
  /** Label or id of the account; the first one when left out. */
  account?: string;
  /** issued when left out. `renewed`: issued, and another order is its renewal. */
  state?: OrderState;
  /** Made so many days ago; today when left out, and long enough ago when it is to be expired. */
  ageDays?: number;
  /** The division; 5 when left out. */
  containerId?: number;
}

export interface ReissueWish {
  csr?: string;
  commonName?: string;
  dnsNames?: string[];
  signatureHash?: string;
  /** It waits for an administrator. Left out: it goes without a request. */
  approval?: boolean;
  comments?: string;
  storeAsDuplicate?: boolean;
  /** 0 when left out. */
  slowSeconds?: number;
}

export interface MadeOrder {
  orderId: number;
  certificateId: number;
}

export interface MadeReissue extends MadeOrder {
  requestId: number | null;
}

/** Whoever acted: `apiKey` null is the console, or DigiCert itself. */
export interface ActorFacts {
  userId: number;
  email: string;
  apiKey: string | null;
}

export interface CertificateEnd {
  how: "revoked" | "rejected" | "canceled" | "expired";
  at: string;
  /** null: time, or DigiCert's own rules. */
  by: ActorFacts | null;
}

export interface CertificateFacts {
  id: number;
  kind: "original" | "reissue" | "duplicate";
  primary: boolean;
  duplicate: boolean;
  /** pending, issued, expired, revoked, rejected or canceled */
  status: string;
  commonName: string | null;
  dnsNames: string[];
  /** Common name and SANs in the certificate; empty before issuance. */
  issuedNames: string[];
  spkiSha256: string | null;
  signatureHash: string;
  serialNumber: string | null;
  askedAt: string;
  askedBy: string;
  /** Who asked for it, whatever any answer shows. */
  requestedBy: ActorFacts;
  /** null: it waits, or it lives. Whoever had it revoked by a request is the one who asked, not who approved. */
  ended: CertificateEnd | null;
  issuedAt: string | null;
  validFrom: string | null;
  validTill: string | null;
  revokedAt: string | null;
  revocationReason: string | null;
  revocationDue: string | null;
  requestId: number | null;
  /** Names still to be proven. */
  toProve: string[];
  pem: string | null;
}

export interface RequestFacts {
  id: number;
  type: string;
  status: string;
  at: string;
  certificateId: number | null;
  comments: string | null;
  requester: string;
  requestedBy: ActorFacts;
  /** null: it waits for an administrator. */
  ended: { how: "approved" | "rejected"; at: string; by: ActorFacts | null } | null;
  processor: string | null;
  processorComment: string | null;
}

export interface OrderFacts {
  id: number;
  product: string;
  account: string;
  /** What order info says now. */
  status: string;
  /** What it is, whatever order info says. */
  trueStatus: string;
  orderedBy: { userId: number; email: string };
  createdAt: string;
  coverageTill: string;
  renewedBy: number | null;
  renewalOf: number | null;
  containerId: number;
  dcvMethod: string;
  dcvRandomValue: string | null;
  autoReissue: boolean;
  provisioningMethod: string | null;
  certificates: CertificateFacts[];
  requests: RequestFacts[];
  /** What was revoked, and what will be. */
  revocations: {
    certificateId: number;
    at: string | null;
    due: string | null;
    reason: string | null;
    by: string | null;
  }[];
}

export interface KeyWish {
  family: "services" | "partner";
  role: "admin" | "standard" | "view" | "parent" | "subaccount";
  /** Label or id of the account; a new label makes a new account. */
  account?: string;
  /** CertCentral key restriction: 0, 100, 101, 102 or 103. */
  restriction?: number;
}

export interface MadeKey {
  apiKey: string;
  accountId: number;
  userId: number;
}

export interface ContractWish {
  /** ssl_dv_rapidssl when left out. */
  product?: string;
  sans?: string[];
  autoRenew?: boolean;
  /** A year when left out. */
  validDays?: number;
  /** How many pairs it starts with: 1 when left out. */
  credentials?: number;
  account?: string;
}

export interface MadeCredential {
  credentialId: number;
  kid: string;
  /** base64url */
  hmacKey: string;
}

export interface MadeContract {
  acmeContractId: number;
  credentials: MadeCredential[];
}

export interface CredentialFacts extends MadeCredential {
  status: "active" | "revoked";
  /** Active, and the contract neither canceled nor over. */
  usable: boolean;
  createdAt: string;
  revokedAt: string | null;
}

export interface ContractFacts {
  acmeContractId: number;
  account: string;
  product: string;
  sans: string[];
  autoRenew: boolean;
  organizationValidated: boolean;
  createdAt: string;
  validTill: string;
  canceledAt: string | null;
  credentials: CredentialFacts[];
}

/** A pair with which an ACME server may be configured. */
export interface EabFacts {
  kid: string;
  hmacKey: string;
  /** null: made by POST /key/acme-eab/tlm. */
  acmeContractId: number | null;
}

export interface DnsFacts {
  records: PublishedRecord[];
  outside: Outside;
}

export interface ClockFacts {
  now: string;
  offsetSeconds: number;
}

export type { Fault } from "../api/faults";
export type { HistoryEntry, UnknownRoute } from "../api/history";
export type { ShownSwitch } from "../awkward/awkward";
export type { Outside, PublishedRecord } from "../world/proofs/records";
