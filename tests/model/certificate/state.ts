import type { Saved } from "../../in-process-engine/steps";

/** A certificate's state as the engine keeps it, read the way a person would. */
interface SavedPending {
  readonly phase: string;
  readonly publicKeySha256?: string;
  readonly certificateId?: number;
  readonly requestIds: readonly number[];
}

type Outputs = Pick<Saved, "outputs">;

export const pendingOf = ({ outputs }: Outputs): SavedPending | undefined =>
  (outputs["pending"] ?? undefined) as SavedPending | undefined;

/** What is waited for was asked for by somebody else, or by another resource. */
export const isForeign = ({ outputs }: Outputs): boolean =>
  (outputs["internal"] as { pending?: { foreign?: boolean } } | undefined)?.pending?.foreign === true;

export const ledgerOf = ({ outputs }: Outputs): number[] =>
  ((outputs["supersededCertificates"] as { certificateId: number }[] | undefined) ?? []).map((c) => c.certificateId);

/** What is under way is this certificate. */
export const awaits = (
  { certificateId, requestIds }: SavedPending,
  c: { readonly id: number; readonly requestId: number | null },
): boolean => certificateId === c.id || (c.requestId !== null && requestIds.includes(c.requestId));

export const isSame = (a: Saved, b: Saved | undefined): boolean => a.urn === b?.urn && a.id === b.id;

export const shownState = (saved: Saved): string => {
  const { certificateId, origin, status, pending, rejection, replacedBy } = saved.outputs;
  return JSON.stringify({
    order: saved.id,
    certificateId,
    origin,
    status,
    ledger: ledgerOf(saved),
    pending,
    ...(rejection === null ? {} : { rejected: true }),
    ...(replacedBy === null ? {} : { replacedBy: (replacedBy as { certificateId?: number }).certificateId }),
    ...(saved.initErrors === undefined ? {} : { unfinished: true }),
  });
};
