import { type ApprovalRequest, type CertCentral, CertCentralError, requestInfo } from "../../../certcentral/index";
import { Refusal } from "../../../contract/refusal";
import type { Run } from "../../../contract/run";
import { pauses, until } from "../../../contract/until";
import { type ApprovalOutcome, approvalOutcome } from "./approval-outcome";

interface Ctx {
  readonly api: CertCentral;
  readonly run: Run;
}

const FIRST_PAUSE = 2_000;
const GROWTH = 1.5;
const LONGEST_PAUSE = 30_000;

/** Asks what has become of a request, and waits up to `seconds` while nobody has decided it. */
export const followRequest = async (
  requestId: number,
  name: string,
  seconds: number,
  { api, run }: Ctx,
): Promise<ApprovalOutcome> => {
  const growing = pauses({ first: FIRST_PAUSE, growth: GROWTH, longest: LONGEST_PAUSE });
  const { seen } = await until(
    async (within) => approvalOutcome(await requestIfThere(requestId, { api, run: within }), name),
    ({ is }) =>
      is === "open"
        ? { timeoutMs: seconds * 1000, pauses: growing, progress: () => `${name} waits for an administrator` }
        : undefined,
    run,
  );
  return seen;
};

const requestIfThere = async (requestId: number, { api, run }: Ctx): Promise<ApprovalRequest | undefined> => {
  try {
    return await api.send(requestInfo, { requestId }, run);
  } catch (error) {
    if (CertCentralError.is(error) && error.code === "absent") return undefined;
    throw error;
  }
};

/** Waits until a request is decided; `undefined` when the time is up. Rejected is an error that says by whom. */
export const awaitDecision = async (requestId: number, seconds: number, ctx: Ctx): Promise<"approved" | undefined> => {
  const verdict = await followRequest(requestId, `request ${requestId}`, seconds, ctx);
  if (verdict.is === "open") return undefined;
  if (verdict.is === "approved") return "approved";
  throw new Refusal([verdict.sentence]);
};
