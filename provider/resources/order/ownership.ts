import { without } from "../../pki/names";
import type { ObservedCertificate } from "./observed-order";

/** An issuance that was asked for and is not finished. */

export interface Pending {
  /** `unknown`: the request was sent and its answer never came. The others name whose turn it is. */
  readonly phase: "unknown" | "approval" | "validation" | "pickup" | "issuing";
  /** ISO 8601 UTC. */
  readonly since: string;
  readonly requestIds: readonly number[];
  readonly certificateId?: number;
  readonly names: readonly string[];
  readonly commonName?: string;
  readonly publicKeySha256?: string;
  readonly keyType?: string;
  /** The hash that was asked for, the order's own where the user has no opinion. */
  readonly signatureHash?: string;
  /** Somebody else asked for it, and it fits: waited for, never cancelled, never ours to revoke. */
  readonly foreign?: boolean;
  /** What had been asked for before, by digest: it counts again if this comes to nothing. Absent for a first create. */
  readonly before?: AskedDigests;
  /** What `status` and `issuanceId` were before, for the same case. */
  readonly statusBefore?: string;
  readonly issuanceIdBefore?: string;
}
/**
 * Whether a certificate is what a request of ours asked for: by its id, or, where the answer told none, by key and names,
 * because it was not there before, and by who asked. `self` is the user of our key. After a lost answer, when nothing
 * else says that we asked at all, he has to be named.
 */

export const isAnswerTo = (
  pending: Pending,
  c: ObservedCertificate,
  known: readonly number[],
  keyUserId: number | undefined,
): boolean => {
  if (pending.foreign === true || c.certificateId === undefined) return false;
  if (pending.certificateId !== undefined) return c.certificateId === pending.certificateId;
  const asker = pending.phase === "unknown" ? c.userId : (c.userId ?? keyUserId);
  return (
    !known.includes(c.certificateId) &&
    (pending.publicKeySha256 === undefined || c.key === undefined || c.key.fingerprint === pending.publicKeySha256) &&
    (!c.namesTold || without(pending.names, c.names).length === 0) &&
    (keyUserId === undefined ? pending.phase !== "unknown" : asker === keyUserId)
  );
};
/** By input, a digest of what it asked for; an input that said nothing is left out. No value: it may be a secret. */

export type AskedDigests = Readonly<Record<string, string>>;
