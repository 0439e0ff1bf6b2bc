import { type Layout, type OutputsOf, storedState } from "../../contract/stored-state";
import { readCsr } from "../../pki/csr";
import type { NamedKey } from "../../pki/keys/public-key";
import type { DcvRecord } from "../order/dcv/dcv-record";
import type { AskedDigests, Pending } from "../order/ownership/pending";
import { CertificateInputs, onChange } from "./inputs";
import type { ProvenSpec } from "./promotion/spec";

/**
 * What we keep of a certificate between runs: small, and everything that diff, read and delete need,
 * for they are given nothing else. No PEM is kept twice.
 */
export interface CertificateState {
  /** The inputs as they were last asked for; stored under their own names. */
  readonly requestedInputs: CertificateInputs;
  /** `issued`, `pending`, `revoked`, `expired`, or CertCentral's own word for anything else. */
  readonly status: string;
  readonly certificateId?: number;
  /** Upper-case hexadecimal, as CertCentral prints it. */
  readonly serialNumber?: string;
  readonly certificatePem?: string;
  /** The issuers, leaf's issuer first, without the root. */
  readonly chainPem?: string;
  /** ISO 8601 UTC, from the certificate itself. */
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly issuedCommonName?: string;
  /** The names on the certificate, canonical and sorted. */
  readonly issuedNames: readonly string[];
  /** Of `issuedNames`, those the CA added of itself: no drift. */
  readonly caNames: readonly string[];
  /** SHA-256 of the certificate's SubjectPublicKeyInfo, hexadecimal. */
  readonly publicKeySha256?: string;
  /** `P-256`, `RSA-2048`, … */
  readonly keyType?: string;
  readonly issuedSignatureHash?: string;
  /** The certificate as it was proven, for a later stage to require. */
  readonly spec?: ProvenSpec;
  /** Whether this resource had the certificate issued, or found it. Delete revokes only what it had issued. */
  readonly origin: "issued" | "adopted";
  readonly productNameId?: string;
  /** How the order provides code signing certificates, where no input says it. */
  readonly provisioningMethod?: string;
  /** End of the order's paid coverage, `yyyy-MM-dd`. */
  readonly orderValidTill?: string;
  /** The order's own status as it was last looked at; one that no longer reads `issued` may allow no reissue. */
  readonly orderStatus?: string;
  /** The order that renewed this one. */
  readonly renewedOrderId?: number;
  /** A reissue of the order that somebody else asked for and that was not finished when it was last looked at. */
  readonly pendingElsewhere?: PendingElsewhere;
  /** Keys that are never certified again, as requests of this provider's to revoke their certificates have said. */
  readonly compromisedKeys?: readonly CompromisedKey[];
  /** Every certificate of the order that was there when state was written. One that is not among them is news. */
  readonly knownCertificateIds: readonly number[];
  /** The requests for a reissue that the order showed then, and those of ours since. One that is not among them is of a step that left no state. */
  readonly knownRequestIds?: readonly number[];
  /** How many reissues this resource asked for. */
  readonly reissueCount: number;
  /** ISO 8601 UTC: when this resource last asked for a reissue, where a changed key was the only reason for it. */
  readonly keyChangedAt?: string;
  /** Changes with each reissue, whether it is issued yet or not, and says which certificate comes of it (issuance-id.ts). */
  readonly issuanceId: string;
  /** What control of the domains was last to be proven with. Stays after issuance, for those who publish it. */
  readonly dcvRandomValue?: string;
  readonly dcvRecords?: readonly DcvRecord[];
  readonly pending?: Pending;
  /** What the certificate we keep was asked for with, where that is not `requestedInputs`: a later wish was rejected or cancelled. */
  readonly askedBefore?: AskedDigests;
  readonly rejection?: Rejection;
  readonly replacedBy?: ReplacedBy;
  /** Certificates that this resource had issued and later replaced, and that are not known to be dead. */
  readonly supersededCertificates: readonly Superseded[];
  /** Certificates that this resource found on the order, kept or replaced: never revoked by it, but named where DigiCert would. */
  readonly earlierCertificates?: readonly Superseded[];
}

/** A key for which a certificate was revoked. */
export interface CompromisedKey extends NamedKey {
  readonly certificateId?: number;
}

/** A request that somebody rejected: not sent again until the wish changes. */
export interface Rejection {
  readonly requestId?: number;
  /** Digest of the wish that was refused, as it was sent. */
  readonly desired: string;
  /** The same of the inputs alone, which is what a plan can compare: the order is not looked at for it. */
  readonly inputs?: string;
  readonly sentence: string;
}

/** The order's current certificate, when it is not the one this resource keeps. */
export interface ReplacedBy {
  /** Where it has ended already: `revoked`, `expired`. */
  readonly status?: string;
  readonly certificateId?: number;
  readonly serialNumber?: string;
  readonly commonName?: string;
  readonly names: readonly string[];
  /** `names` may not be all of them. */
  readonly namesUntold?: true;
  readonly publicKeySha256?: string;
  readonly keyType?: string;
  readonly signatureHash?: string;
  readonly validTill?: string;
}

/** Somebody else's unfinished reissue, as far as it is shown. */
export interface PendingElsewhere {
  readonly requestIds: readonly number[];
  /** Who asked for it. */
  readonly person?: string;
  /** What a step of this resource that was killed had asked for: the digest of its wish, from the mark of its request. */
  readonly ownWish?: string;
  readonly certificateId?: number;
  readonly names: readonly string[];
  /** Whether `names` are all of them. */
  readonly namesTold: boolean;
  readonly commonName?: string;
  readonly publicKeySha256?: string;
  readonly keyType?: string;
}

export interface Superseded {
  readonly certificateId: number;
  /** Its order, where that is not the one that state is about: `orderId` was changed since. */
  readonly orderId?: number;
  readonly serialNumber?: string;
  /** ISO 8601 UTC. */
  readonly notAfter?: string;
  readonly supersededAt: string;
  /** Of the request to revoke it that waits for an administrator. */
  readonly requestId?: number;
  /** The resource that might have come to keep it when it was due: it is waited for once. */
  readonly deferredFor?: string;
  /** Why it was not revoked, in words: how that request ended, or who may keep it. It is not tried again. */
  readonly notRevoked?: string;
}
/** Where each member is stored. */
const LAYOUT = {
  status: "output",
  certificateId: "output",
  serialNumber: "output",
  certificatePem: "output",
  chainPem: "output",
  notBefore: "output",
  notAfter: "output",
  issuedCommonName: "output",
  issuedNames: "output",
  caNames: "internal",
  publicKeySha256: "output",
  keyType: "output",
  issuedSignatureHash: "output",
  spec: "output",
  origin: "output",
  productNameId: "internal",
  provisioningMethod: "internal",
  orderValidTill: "output",
  orderStatus: "output",
  renewedOrderId: "output",
  pendingElsewhere: "internal",
  compromisedKeys: "internal",
  knownCertificateIds: "internal",
  knownRequestIds: "internal",
  reissueCount: "internal",
  keyChangedAt: "internal",
  issuanceId: "output",
  dcvRandomValue: "output",
  dcvRecords: "output",
  pending: {
    phase: "output",
    since: "output",
    requestIds: "output",
    certificateId: "output",
    names: "output",
    commonName: "output",
    publicKeySha256: "output",
    keyType: "output",
    signatureHash: "output",
    foreign: "internal",
    before: "internal",
    statusBefore: "internal",
    issuanceIdBefore: "internal",
    mark: "internal",
    shownBefore: "internal",
    unseenAt: "internal",
  },
  askedBefore: "internal",
  rejection: { requestId: "output", sentence: "output", desired: "internal", inputs: "internal" },
  replacedBy: "output",
  supersededCertificates: "output",
  earlierCertificates: "internal",
} as const satisfies Layout<CertificateState>;

/** What programs read of a certificate. */
export type CertificateOutputs = OutputsOf<CertificateState, typeof LAYOUT>;

export const { store, restore } = storedState<CertificateInputs, CertificateState>({
  inputs: onChange,
  schema: CertificateInputs,
  layout: LAYOUT,
  empty: {
    status: "none",
    issuedNames: [],
    caNames: [],
    origin: "adopted",
    knownCertificateIds: [],
    reissueCount: 0,
    issuanceId: "",
    supersededCertificates: [],
  },
  lists: ["dcvRecords"],
});

/**
 * The CSR, as long as the certificate that is kept carries its key and nothing else was asked for since: that it is to be told
 * apart by its text is true of a duplicate alone. Pure.
 */
export const toldByState = ({ requestedInputs, publicKeySha256, pending, rejection }: CertificateState): "csr"[] => {
  const { csr, storeReissueAsDuplicate = false } = requestedInputs;
  if (csr === undefined || storeReissueAsDuplicate || pending !== undefined || rejection !== undefined) return [];
  const read = readCsr(csr);
  return read.ok && read.key.publicKeySha256 === publicKeySha256 ? ["csr"] : [];
};
