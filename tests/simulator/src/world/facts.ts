import type { SubjectKey } from "../pki/csr";
import type { Hash } from "../pki/sign";
import type { Wish } from "./issuance/validity";
import type { Product } from "./products";

/** Facts only: nothing here says "status". See status.ts for what follows from them. */

export interface Person {
  id: number;
  firstName: string;
  lastName: string;
  email: string;
  admin: boolean;
}

/** Whoever acts, and with which API key; without one: in the console, or by itself. */
export interface Actor {
  by: Person;
  withKey?: string;
}

export interface Organization {
  id: number;
  name: string;
  assumedName?: string;
  address: string;
  city: string;
  state: string;
  zip: string;
  country: string;
  telephone: string;
  validatedTill: Date;
  inactive?: boolean;
}

export interface Domain {
  id: number;
  name: string;
  organizationId: number;
  createdAt: Date;
  dcvMethod: DcvMethod;
  token: Token | undefined;
  /** The proof that OV and EV orders may reuse. */
  provenAt?: Date;
}

export interface Account {
  id: number;
  label: string;
  organizations: Organization[];
  domains: Domain[];
  authKey?: { id: string; key: string };
}

export type Role = "admin" | "standard" | "view" | "parent" | "subaccount";

export interface ApiKey {
  key: string;
  family: "services" | "partner";
  accountId: number;
  role: Role;
  person: Person;
  /** Key restriction of CertCentral: 0 none, 100 orders, 101 orders, domains, organizations, 102 view, 103 users. */
  restriction: number;
}

export const DCV_METHODS = ["email", "dns-txt-token", "dns-cname-token", "http-token", "http-token-dynamic"] as const;
export type DcvMethod = (typeof DCV_METHODS)[number];

export interface Token {
  value: string;
  expiresAt: Date;
}

/** What somebody asked the CA for. */
export interface Asked {
  commonName?: string;
  dnsNames: readonly string[];
  emails: readonly string[];
  key?: SubjectKey;
  /** The key was made by whoever has the token or the invitation: there never was a CSR. */
  keyMadeElsewhere?: boolean;
  hash: Hash;
  serverPlatformId: number;
  wish?: Wish;
  profileOption?: string;
  caCertId?: string;
  pss: boolean;
  dcvScope?: "base_domain" | "fqdn";
  /** A duplicate never outlives its original. */
  notAfter?: Date;
}

export interface Issued {
  at: Date;
  serial: string;
  thumbprint: string;
  der: Uint8Array;
  validFrom: Date;
  validTill: Date;
  intermediateId: string;
  /** Common name and SANs, normal. */
  names: readonly string[];
}

export interface Certificate {
  id: number;
  orderId: number;
  kind: "original" | "reissue" | "duplicate";
  /** The call it came by: a reissue may be stored as a duplicate. */
  source: Request["type"];
  asked: Asked;
  askedAt: Date;
  askedBy: Person;
  askedWithKey?: string;
  requestId?: number;
  approvedAt?: Date;
  rejectedAt?: Date;
  canceledAt?: Date;
  canceledBy?: Actor;
  /** Names that must be proven before it is issued; none when no gate stands in its way. */
  toProve: readonly string[];
  proven: Map<string, Date>;
  /** Until when the automatic polling has looked. */
  polledAt: Date;
  slowSeconds: number;
  pollsLeft: number;
  issued?: Issued;
  revoked?: { at: Date; reason: string; by: string; actor?: Actor };
  revocationDue?: Date;
}

export interface Request {
  id: number;
  orderId: number;
  type: "new_request" | "reissue" | "duplicate" | "revoke";
  at: Date;
  requester: Person;
  withKey?: string;
  comments?: string;
  /** The certificate it is about; a revoke without one is about the order. */
  certificateId?: number;
  revocationReason?: string;
  decision?: { at: Date; verdict: "approved" | "rejected"; by: Person; withKey?: string; comment?: string };
  /** The order as the world saw it when the request was made. */
  snapshot: unknown;
}

export interface Order {
  id: number;
  accountId: number;
  product: Product;
  createdAt: Date;
  coverageTill: Date;
  orderValidity: { days?: number; years?: number; custom_expiration_date?: string };
  organizationId?: number;
  user: Person;
  dcvMethod: DcvMethod;
  dcvToken?: Token;
  /** Since when the method is the one it is, when it was changed. */
  dcvSince?: Date;
  /** Gates of this order; absent: those of the account. */
  approval?: boolean;
  dcv?: boolean;
  autoRenew: boolean;
  autoReissue: boolean;
  alternativeOrderId?: string;
  renewalOf?: number;
  /** The division. */
  containerId: number;
  renewedBy?: number;
  disableRenewalNotifications: boolean;
  provisioningMethod?: string;
  shipInfo?: object;
  /** With which a recipient puts the certificate onto a token of one's own. Secret-like. */
  hardwareInitCode?: string;
  notes: { id: number; text: string }[];
  canceledAt?: Date;
  canceledBy?: Actor;
  revokedAt?: Date;
  certificates: Certificate[];
  requests: Request[];
  /** Every change of status, and every reissue that was issued, for status-changes. */
  changes: { at: Date; status: string; primary: number | undefined; ofReissue: boolean }[];
  /** As it was, for pages and lists that are behind; the last is as it is. */
  versions: Version[];
  paymentMethod: string;
  customFields: { metadata_id: number; value: string }[];
}

/** An order as it was, for pages and lists that are behind. */
export interface Version {
  at: Date;
  facts: Pick<Order, "certificates" | "requests" | "canceledAt" | "revokedAt" | "renewedBy">;
  /** Tells whether anything changed. */
  print: string;
  /** How often each page or list was looked at since. */
  looks: Map<string, number>;
}
