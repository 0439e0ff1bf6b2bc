import type { ApprovalRequest, PlacedReissue } from "../../../certcentral";
import { PartialFailure } from "../../../contract/partial-failure";
import type { Run } from "../../../contract/run";
import { pauses, until } from "../../../contract/until";
import type { Ctx } from "../../order/context";
import type { ObservedOrder } from "../../order/observed-order";
import { LONGEST_LAG } from "../../order/ownership/ownership";
import type { Pending } from "../../order/ownership/pending";
import { crowdOf } from "../../order/waiting/crowd";
import { each, listed } from "../../wording";
import { unclear } from "../decide/refusals";
import type { CertificateInputs } from "../inputs";
import type { CertificateState } from "../state";
import { type Looked, look, type Sight } from "./look";

/** Seconds that DigiCert is given for what it does alone. */
const ISSUANCE_TIMEOUT = 600;
/** An issuance that nothing stands in the way of takes a second to three: the first look finds it, and is the only one. */
const FIRST_LOOK = 3_000;
const FIRST_PAUSE = 2_000;
const GROWTH = 1.5;
const LONGEST_PAUSE = 30_000;

/** What this step has read of the order, and when. */
export interface Begun {
  readonly order: ObservedOrder;
  readonly at: Date;
  /** Our requests, where what was read is as good as a first look: nothing was sent since. */
  readonly requests?: readonly ApprovalRequest[];
  /** Whether the first look is due at once. */
  readonly soon?: boolean;
}

/**
 * When the first look is due after a request, by what its answer told: at once where it holds the certificate, where nobody waits
 * for an administrator, and where there was none; with a random value to publish, whose turn it is comes first.
 */
export const firstLook = (
  placed: PlacedReissue | undefined,
  inputs: CertificateInputs,
): Pick<Begun, "requests" | "soon"> => {
  if (placed === undefined || placed.chain !== undefined) return { soon: true };
  if (placed.certificateId === undefined) return { soon: timeoutFor("approval", inputs) === 0 };
  return placed.dcvRandomValue !== undefined && placed.requests.length === 0 ? { requests: [] } : {};
};

/**
 * Waits until what was asked for is issued, proven and described. Only for what DigiCert does alone: where a person has to
 * act (an approval, a DNS record), the step ends at once as pending, unless `timeouts.approval` says to wait for approvals.
 * Every way out but success carries the state, so that the next `up` resumes.
 */
export const waitFor = async (
  state: CertificateState,
  inputs: CertificateInputs,
  begun: Begun,
  ctx: Ctx,
): Promise<CertificateState> => {
  const id = String(inputs.orderId);
  let current = state;
  let unlistedSince: number | undefined;
  let given = begun.requests && { order: begun.order, requests: begun.requests };
  let sight: Sight = {
    page: { order: begun.order, at: begun.at.getTime() },
    decided: [],
    wholeAt: ctx.run.now().getTime(),
  };
  const newPauses = () => pauses({ first: FIRST_PAUSE, growth: GROWTH, longest: LONGEST_PAUSE });
  const growing = { approval: newPauses(), issuance: newPauses() };
  if (given === undefined && begun.soon !== true) await ctx.run.sleep(FIRST_LOOK);
  const crowd = crowdOf(ctx.api);
  const waiter = { orderId: inputs.orderId, since: ctx.run.now().getTime(), known: state.knownCertificateIds };
  let before: Looked | undefined;
  const lookIfDue = async (run: Run, isLast: boolean): Promise<Looked | undefined> => {
    if (isLast || given !== undefined || isJustApproved(before)) return undefined;
    if (await crowd.isDue(waiter, run)) return undefined;
    if (before !== undefined) return before;
    // Only what the order's own page shows may be looked at from what this step has read of it.
    if (!isShownByPage(current)) return undefined;
    // Whose turn it is, no feed tells.
    const how = { isLagOver: false, isLast: false, given: { order: begun.order, requests: [] } };
    const looked = await look(current, inputs, sight, how, { ...ctx, run });
    return looked.is === "waiting" ? { ...looked, sight: { ...looked.sight, page: undefined } } : looked;
  };
  crowd.join(waiter);
  const { is, seen } = await until(
    async (run) => {
      const now = run.now().getTime();
      const isLagOver = unlistedSince !== undefined && now - unlistedSince > LONGEST_LAG;
      const isLast = run.deadline !== undefined && now >= run.deadline.getTime();
      const looked =
        (await lookIfDue(run, isLast)) ??
        (await look(current, inputs, sight, { isLagOver, isLast, given }, { ...ctx, run }));
      before = looked;
      given = undefined;
      if (looked.is === "waiting") {
        if (looked.unlisted) unlistedSince ??= run.now().getTime();
        sight = looked.sight;
      }
      current = looked.state;
      return looked;
    },
    (looked) =>
      looked.is !== "waiting" || inputs.waitForIssuance === false
        ? undefined
        : {
            timeoutMs: timeoutFor(looked.turn.phase, inputs) * 1000,
            pauses: looked.turn.phase === "approval" ? growing.approval : growing.issuance,
            progress: (ms) => crowd.progress(progress(looked.state, ms / 1000), ctx.run),
          },
    ctx.run,
  ).finally(() => crowd.leave(waiter));
  if (seen.is === "over") throw new PartialFailure(id, seen.state, seen.lines);
  if (is === "time is up" && seen.is === "waiting")
    throw new PartialFailure(
      id,
      seen.state,
      stillPending(seen.state, seen.turn.unproven, timeoutFor(seen.turn.phase, inputs)),
    );
  return seen.state;
};

/** From the approval on an issuance takes a second to three, as from a request that needs none. */
const isJustApproved = (looked: Looked | undefined): boolean =>
  looked?.is === "waiting" && looked.sight.turn === undefined;

/** Whether the order's page alone shows when it is issued. */
const isShownByPage = ({ pending, requestedInputs }: CertificateState): boolean =>
  pending?.certificateId !== undefined && pending.foreign !== true && requestedInputs.storeReissueAsDuplicate !== true;

/** Seconds. */
const timeoutFor = (phase: Pending["phase"], { timeouts }: CertificateInputs): number => {
  switch (phase) {
    case "approval":
      return timeouts?.approval ?? 0;
    case "validation":
    case "pickup":
      return 0;
    case "issuing":
    case "issued":
    case "unknown":
      return timeouts?.issuance ?? ISSUANCE_TIMEOUT;
  }
};

const requestsIn = (pending: Pending): string =>
  pending.requestIds.length > 0 ? `request ${each(pending.requestIds.map(String))}` : "the request";

const progress = ({ pending }: CertificateState, seconds: number): string =>
  pending?.phase === "approval"
    ? `${requestsIn(pending)} waits for an administrator (${Math.round(seconds)} s)`
    : `waiting for DigiCert to issue (${Math.round(seconds)} s)`;

/** Whose turn it is, and the command to run next. */
const stillPending = (state: CertificateState, unproven: readonly string[], timeout: number): string[] => {
  const { pending, requestedInputs } = state;
  if (pending?.phase === "approval")
    return [
      `${requestsIn(pending)} to reissue order ${requestedInputs.orderId} waits for approval by a CertCentral administrator`,
      "approve it in CertCentral, then run pulumi up again: it continues, and asks for nothing twice",
    ];
  if (pending?.phase === "validation")
    return [
      `order ${requestedInputs.orderId} waits for proof of control of ${listed(unproven)}`,
      state.dcvRandomValue === undefined
        ? "complete the domain validation shown in CertCentral, then run pulumi up again: it continues, and asks for nothing twice"
        : "publish the output dcvRandomValue as the validation method demands, then run pulumi up again: it continues, and asks for nothing twice",
    ];
  if (pending?.phase === "pickup")
    return [
      `order ${requestedInputs.orderId} was reissued, and waits for its key: whoever has the token or DigiCert's invitation makes it and collects the certificate`,
      "have that done, then run pulumi up again: it continues, and asks for nothing twice",
    ];
  if (pending?.phase === "unknown") return unclear(requestedInputs, pending);
  return [
    `order ${requestedInputs.orderId} was reissued, but DigiCert has not issued the certificate within ${timeout} s`,
    "run pulumi up again: it continues to wait, and asks for nothing twice (timeouts.issuance sets how long)",
    "if CertCentral shows that it has ended, or that it was issued, change a value in triggers to ask once more (DigiCert may issue both)",
  ];
};
