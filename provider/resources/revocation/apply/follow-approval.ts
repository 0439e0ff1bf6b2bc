import { PartialFailure } from "../../../contract/partial-failure";
import type { Ctx } from "../../order/context";
import { followRequest } from "../../order/requests/follow-request";
import type { Target } from "../../revoke/target";
import { targetStatusOf } from "../../revoke/target-status";
import type { RevocationInputs } from "../inputs";
import type { RevocationState } from "../state";
import { idOf, nameOf } from "../target";
import { type End, endOf } from "../transitions/approval-end";
import { lookAt } from "./observe";

/** Seconds that `awaitApproval` waits unless `timeouts.approval` says otherwise. */
const APPROVAL_TIMEOUT = 3_600;

/** A state with a request that waits. */
export type Waiting = RevocationState & { readonly requestId: number };

export const isWaiting = (state: RevocationState): state is Waiting =>
  state.status === "pending" && state.requestId !== undefined;

/** Asks what became of a request, waiting for up to `seconds`, and how the target stands by now; `looked`: it has just been seen alive. */
export const endSoFar = async (
  target: Target,
  prior: Waiting,
  { seconds, looked }: { seconds: number; looked: boolean },
  ctx: Ctx,
): Promise<End> => {
  const outcome = await followRequest(prior.requestId, requestIn(target, prior), seconds, ctx);
  if (looked && seconds === 0 && outcome.is === "open") return { ...outcome, is: "waits" };
  const observed = await lookAt(target, prior.requestedInputs, prior.foundOnOrder, ctx);
  return endOf(prior, outcome, targetStatusOf(target, observed), ctx.run.now());
};

/**
 * Follows a request; `undefined` when it turned out to be about something else. With `awaitApproval` it waits for an
 * administrator; without, it says who has to act.
 */
export const follow = async (
  target: Target,
  prior: Waiting,
  inputs: RevocationInputs,
  looked: boolean,
  ctx: Ctx,
): Promise<RevocationState | undefined> => {
  const { log } = ctx.run;
  const awaited = inputs.awaitApproval === true;
  const request = requestIn(target, prior);
  const seconds = awaited ? (inputs.timeouts?.approval ?? APPROVAL_TIMEOUT) : 0;
  const end = await endSoFar(target, prior, { seconds, looked }, ctx);
  switch (end.is) {
    case "unrelated":
      return undefined;
    case "revoked":
      log.info(revokedBy(target, prior, end.state));
      // The settings of the inputs count from now on; what was sent with the request is what a rejection is about.
      return { ...end.state, requestedInputs: inputs };
    case "rejected":
      throw new PartialFailure(idOf(target), end.state, notAgain(end.state.rejection ?? `${request} was rejected`));
    case "waits":
    case "approved": {
      const lines = end.is === "approved" ? notShownYet(request) : waiting(request, end.word);
      if (awaited) throw new PartialFailure(idOf(target), prior, lines);
      log.warn(lines.join("; "));
      return prior;
    }
  }
};

const waiting = (request: string, word: string | undefined): string[] =>
  word === undefined
    ? [
        `${request} waits for approval by a CertCentral administrator; until then the certificate is valid`,
        "approve it in CertCentral, then run pulumi up again: it continues, and asks for nothing twice",
      ]
    : [
        `${request} has the status "${word}", which this release does not know: whether it waits or has ended cannot be told`,
        "look at it in CertCentral: once it is decided, run pulumi up again; if it has ended, pulumi up --replace of this resource asks anew",
      ];

const notShownYet = (request: string): string[] => [
  `${request} was approved, but CertCentral does not show it as revoked yet`,
  "run pulumi up again: it looks again, and asks for nothing twice",
];

/** What became of a request whose target is revoked. */
export const revokedBy = (target: Target, prior: Waiting, { revokedAt }: RevocationState): string =>
  revokedAt === undefined
    ? `${nameIn(target, prior)} is revoked, though not by request ${prior.requestId}`
    : `${nameIn(target, prior)} is revoked: request ${prior.requestId} was approved`;

const nameIn = (target: Target, { requestedInputs, foundOnOrder }: RevocationState): string =>
  nameOf(target, requestedInputs.orderId ?? foundOnOrder);

const requestIn = (target: Target, prior: Waiting): string =>
  `request ${prior.requestId} to revoke ${nameIn(target, prior)}`;

/** The rejection, and what has to change before it is asked for again. */
export const notAgain = (sentence: string): string[] => [
  sentence,
  "the same request is not made again: change reason, comments or skipApproval once the matter is settled, or remove this resource",
];
