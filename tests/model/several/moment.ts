import type { Ended } from "../../in-process-engine/command";
import type { Saved } from "../../in-process-engine/steps";
import type { CertificateFacts, CredentialFacts } from "../../simulator/src";
import { ledgerOf, pendingOf } from "../certificate/state";
import type { Target, Written } from "./source";

/*
 * A command of a program of several resources, and what is asked about it: of the world and of state alone.
 */

export type What = "up" | "preview" | "refresh" | "destroy";

export interface CertificateOf extends CertificateFacts {
  readonly orderId: number;
}
export interface PairOf extends CredentialFacts {
  readonly contract: number;
}

export interface Side {
  readonly certificates: readonly CertificateOf[];
  readonly pairs: readonly PairOf[];
  /** Under its name. */
  readonly saved: readonly Saved[];
  /** Replaced, and not deleted yet. */
  readonly condemned: readonly Saved[];
}

/** A command, with the world and the state around it. */
export interface Moment {
  readonly what: What;
  readonly ended: Ended;
  readonly before: Side;
  readonly after: Side;
  readonly program: readonly Written[];
  /** The ids of the two orders that programs write of. */
  readonly orders: readonly number[];
  /** What its preview had said, where nothing was different in it. */
  readonly preview: Ended | undefined;
  /** What was said to people in the sequence so far, but for what was issued. */
  readonly told: readonly string[];
  /** By certificate: the resource whose step was killed once it had asked for it, where that had a state. */
  readonly askedUntold: ReadonlyMap<number, Saved>;
}

/** The person of the simulator's first key, which is the provider's. */
const US = "ada.101@example.com";
export const isOurs = (c: CertificateFacts): boolean => c.askedBy === US && c.kind !== "original";

export const isOf = (kind: string) => (saved: Saved) => saved.kind === kind;
export const currentOf = ({ outputs }: Saved): unknown => outputs["certificateId"] ?? undefined;
export const orderOf = ({ outputs, inputs }: Saved): number => Number(outputs["orderId"] ?? inputs["orderId"]);
export const pairsReplacedBy = ({ outputs }: Saved): number[] =>
  ((outputs["previousCredentials"] ?? []) as { credentialId: number }[]).map(({ credentialId }) => credentialId);
export const kidOf = ({ outputs }: Saved): unknown => outputs["kid"] ?? undefined;

export const revokedIn = ({ before, after }: Moment): CertificateOf[] => {
  const living = new Set(before.certificates.filter(({ status }) => status === "issued").map(({ id }) => id));
  return after.certificates.filter((c) => c.status === "revoked" && living.has(c.id) && c.ended?.by?.apiKey !== null);
};
export const pairsRevokedIn = ({ before, after }: Moment): PairOf[] => {
  const active = new Set(before.pairs.filter(({ status }) => status === "active").map((p) => p.credentialId));
  return after.pairs.filter((p) => p.status === "revoked" && active.has(p.credentialId));
};

export const names = (target: Target, c: CertificateOf): boolean =>
  "certificateId" in target
    ? target.certificateId === c.id
    : "serialNumber" in target
      ? target.serialNumber === c.serialNumber
      : target.orderId === c.orderId;
export const isNamed = ({ program }: Moment, c: CertificateOf): boolean =>
  program.some(({ kind, inputs }) => kind === "Revocation" && names(inputs, c));

export const isInProgram = ({ program }: Moment, { name }: Saved): boolean =>
  program.some((other) => other.name === name);
/** What this command deletes. */
export const doomed = (moment: Moment): readonly Saved[] =>
  moment.what === "destroy"
    ? [...moment.before.saved, ...moment.before.condemned]
    : moment.what === "up"
      ? [...moment.before.condemned, ...moment.before.saved.filter((saved) => !isInProgram(moment, saved))]
      : [];

export const saidBy = ({ lines, reasons }: Ended): string[] => [...lines, ...reasons];

export const isNamedIn = (saved: Saved, c: CertificateOf): boolean =>
  currentOf(saved) === c.id ||
  ledgerOf(saved).includes(c.id) ||
  pendingOf(saved)?.certificateId === c.id ||
  (c.requestId !== null && pendingOf(saved)?.requestIds.includes(c.requestId) === true);

/** Whether a state holds a certificate, or waits for something of its order that may be it. */
export const holds = (side: Side, c: CertificateOf): boolean =>
  all(side).some(
    (saved) =>
      isNamedIn(saved, c) ||
      (saved.kind === "Certificate" &&
        saved.outputs["pending"] !== undefined &&
        saved.outputs["pending"] !== null &&
        orderOf(saved) === c.orderId),
  );

export const all = ({ saved, condemned }: Side): readonly Saved[] => [...saved, ...condemned];
