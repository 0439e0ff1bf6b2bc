/* Which certificates a deleted resource takes with it, and which it only names. Pure. */

import type { Heir } from "../../../contract/heir";
import { present } from "../../../contract/present";
import { allOf, type ObservedCertificate, type ObservedOrder } from "../../order/observed-order";
import { ownershipOn } from "../../order/ownership/ownership";
import type { NamedCertificate } from "../../wording";
import type { CertificateState } from "../state";

/** What a resource leaves behind. */
export interface Targets {
  /** The live certificates that are proven ours to take. */
  readonly mine: (NamedCertificate & { certificateId: number })[];
  /** The one that we only found. */
  readonly found?: NamedCertificate;
  /** What may have come of our request, and is not proven to. */
  readonly unproven: readonly NamedCertificate[];
}

/** The live certificates that are ours to take, and those that are only named. Pure. */
export const targets = (prior: CertificateState, observed: ObservedOrder, keyUserId: number | undefined): Targets => {
  const dead = new Set(
    allOf(observed).flatMap(({ certificateId, status }) =>
      certificateId !== undefined && ["revoked", "expired"].includes(status) ? [certificateId] : [],
    ),
  );
  const isAlive = ({ certificateId }: { readonly certificateId?: number | undefined }): boolean =>
    certificateId === undefined || !dead.has(certificateId);
  const explicit = prior.requestedInputs.onDelete === "revoke";
  const ownedNow = prior.certificateId !== undefined && (prior.origin === "issued" || explicit);
  const asked = askedMeanwhile(prior, observed, keyUserId);
  const mine = [
    ...(prior.certificateId !== undefined && ownedNow ? [{ ...named(prior), certificateId: prior.certificateId }] : []),
    ...asked.ours,
    ...prior.supersededCertificates
      .filter((c) => c.orderId === undefined)
      .map((c) => ({ ...named(c), certificateId: c.certificateId })),
  ].filter(isAlive);
  const found = prior.certificateId !== undefined && !ownedNow && isAlive(prior) ? named(prior) : undefined;
  return present({ mine, found, unproven: asked.unproven });
};

/** With what others of this operation, deleted before, had issued and left to this one: it is the last to live by it. */
export const withInherited = (
  { mine, found, unproven }: ReturnType<typeof targets>,
  heir: Heir,
  observed: ObservedOrder,
): ReturnType<typeof targets> => {
  const left = heir.is === "nobody" ? heir.inherited : [];
  const ids = new Set(mine.map(({ certificateId }) => certificateId));
  const inherited = allOf(observed).flatMap(({ certificateId, life, serialNumber, validTill }) =>
    certificateId !== undefined &&
    life === "live" &&
    !ids.has(certificateId) &&
    left.includes(`certificate ${certificateId}`)
      ? [{ ...named({ certificateId, serialNumber, notAfter: validTill }), certificateId }]
      : [],
  );
  const isFound = found !== undefined && !inherited.some(({ certificateId }) => certificateId === found.certificateId);
  return { mine: [...mine, ...inherited], ...(isFound ? { found } : {}), unproven };
};

/** What we asked for and never saw issued: ours where the verdict on ownership says so, else only named. */
const askedMeanwhile = (
  { knownCertificateIds: known, pending }: CertificateState,
  observed: ObservedOrder,
  keyUserId: number | undefined,
): { ours: (NamedCertificate & { certificateId: number })[]; unproven: NamedCertificate[] } => {
  if (pending === undefined || pending.foreign) return { ours: [], unproven: [] };
  const whose = ownershipOn(observed, { pending, known, keyUserId });
  const living = allOf(observed).filter(({ life }) => life === "live" || life === "unknown");
  const nameOf = ({ certificateId, serialNumber, validTill }: ObservedCertificate): NamedCertificate =>
    named({ certificateId, serialNumber, notAfter: validTill });
  // With a word that nobody knows, and no certificate to download, it was not seen to be issued.
  const isTaken = (c: ObservedCertificate): boolean => whose(c) === "ours" && c.life === "live";
  return {
    ours: living.flatMap((c) =>
      c.certificateId !== undefined && isTaken(c) ? [{ ...nameOf(c), certificateId: c.certificateId }] : [],
    ),
    unproven: living.filter((c) => whose(c) !== "theirs" && !isTaken(c)).map(nameOf),
  };
};

export const named = (c: { [Key in keyof NamedCertificate]?: NamedCertificate[Key] | undefined }): NamedCertificate =>
  present({ certificateId: c.certificateId, serialNumber: c.serialNumber, notAfter: c.notAfter });
