import { Unfinished } from "../../contract/unfinished";
import { followRequest } from "../order/follow-request";
import type { Ctx } from "../order/observe";
import type { Target } from "../revoke/target";
import { standingOf } from "../revoke/target-status";
import { type End, endOf } from "./approval-end";
import type { RevocationInputs } from "./inputs";
import { lookAt } from "./observe";
import type { RevocationState } from "./state";
import { idOf, nameOf } from "./target";

/** Seconds that `awaitApproval` waits unless `timeouts.approval` says otherwise. */
const APPROVAL_TIMEOUT = 3_600;

/** A state with a request that waits. */
export type Waiting = RevocationState & { readonly requestId: number };

export const isWaiting = (state: RevocationState): state is Waiting =>
  state.status === "pending" && state.requestId !== undefined;

/** Asks what became of a request, waiting for up to `seconds`, and how the target stands by now; `looked`: it has just been seen alive. */
export const endSoFar = async (
  target: Target,
  was: Waiting,
  { seconds, looked }: { seconds: number; looked: boolean },
  ctx: Ctx,
): Promise<End> => {
  const verdict = await followRequest(was.requestId, requestIn(target, was), seconds, ctx);
  if (looked && seconds === 0 && verdict.is === "open") return { is: "waits" };
  const sight = await lookAt(target, was.asked, was.foundOnOrder, ctx);
  return endOf(was, verdict, standingOf(target, sight), ctx.run.now());
};

/**
 * Follows a request; `undefined` when it turned out to be about something else. With `awaitApproval` it waits for an
 * administrator; without, it says who has to act.
 */
export const follow = async (
  target: Target,
  was: Waiting,
  inputs: RevocationInputs,
  looked: boolean,
  ctx: Ctx,
): Promise<RevocationState | undefined> => {
  const { log } = ctx.run;
  const awaited = inputs.awaitApproval === true;
  const request = requestIn(target, was);
  const seconds = awaited ? (inputs.timeouts?.approval ?? APPROVAL_TIMEOUT) : 0;
  const end = await endSoFar(target, was, { seconds, looked }, ctx);
  switch (end.is) {
    case "about something else":
      return undefined;
    case "revoked":
      log.info(revokedBy(target, was, end.state));
      // The settings of the inputs count from now on; what was sent with the request is what a rejection is about.
      return { ...end.state, asked: inputs };
    case "rejected":
      throw new Unfinished(idOf(target), end.state, notAgain(end.state.refused ?? `${request} was rejected`));
    case "waits":
    case "approved, and alive": {
      const lines =
        end.is === "waits"
          ? [
              `${request} waits for approval by a CertCentral administrator; until then the certificate is valid`,
              "approve it in CertCentral, then run pulumi up again: it continues, and asks for nothing twice",
            ]
          : [
              `${request} was approved, but CertCentral does not show it as revoked yet`,
              "run pulumi up again: it looks again, and asks for nothing twice",
            ];
      if (awaited) throw new Unfinished(idOf(target), was, lines);
      log.warn(lines.join("; "));
      return was;
    }
  }
};

/** What became of a request whose target is revoked. */
export const revokedBy = (target: Target, was: Waiting, { revokedAt }: RevocationState): string =>
  revokedAt === undefined
    ? `${nameIn(target, was)} is revoked, though not by request ${was.requestId}`
    : `${nameIn(target, was)} is revoked: request ${was.requestId} was approved`;

const nameIn = (target: Target, { asked, foundOnOrder }: RevocationState): string =>
  nameOf(target, asked.orderId ?? foundOnOrder);

const requestIn = (target: Target, was: Waiting): string => `request ${was.requestId} to revoke ${nameIn(target, was)}`;

/** A no, and what it takes to ask again. */
export const notAgain = (sentence: string): string[] => [
  sentence,
  "the same request is not made again: change reason, comments or skipApproval once the matter is settled, or remove this resource",
];
