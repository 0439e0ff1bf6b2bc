/** By input, a digest of what it asked for; an input that said nothing is left out. No value: it may be a secret. */
export type AskedDigests = Readonly<Record<string, string>>;

/** An issuance that was asked for and is not finished. */
export interface Pending {
  /** `unknown`: the request was sent and its answer never came. `issued`: a refresh saw it finished. The others name whose turn it is. */
  readonly phase: "unknown" | "approval" | "validation" | "pickup" | "issuing" | "issued";
  /** ISO 8601 UTC, by this machine's clock. */
  readonly since: string;
  readonly requestIds: readonly number[];
  readonly certificateId?: number;
  readonly names: readonly string[];
  readonly commonName?: string;
  readonly publicKeySha256?: string;
  readonly keyType?: string;
  /** The hash that was asked for, the order's own where the user has no opinion. */
  readonly signatureHash?: string;
  /** What our request's comments end with (reissue-mark.ts), where comments survive. */
  readonly mark?: string;
  /** What the order showed when we asked and had not come to an issuance or an end that is known: it came of another request. */
  readonly shownBefore?: readonly number[];
  /** After a lost answer: when a look at the order showed nothing of it, ISO 8601 UTC. */
  readonly unseenAt?: string;
  /** Somebody else asked for it, and it fits: waited for, never cancelled, never ours to revoke. */
  readonly foreign?: boolean;
  /** What had been asked for before, by digest: it counts again if this comes to nothing. Absent for a first create. */
  readonly before?: AskedDigests;
  /** What `status` and `issuanceId` were before, for the same case. */
  readonly statusBefore?: string;
  readonly issuanceIdBefore?: string;
}
