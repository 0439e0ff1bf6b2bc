import {
  type ApprovalRequest,
  type CertCentral,
  CertCentralError,
  type PlacedRevocation,
  type RevocationArgs,
  requestInfo,
  revokeCertificate,
  revokeOrder,
} from "../certcentral";
import { Refusal } from "../contract/refusal";
import type { Run } from "../contract/run";

interface Ctx {
  readonly api: CertCentral;
  readonly run: Run;
}

/** What is to be revoked, and how to see afterwards whether it was. */
export interface Revoking extends RevocationArgs {
  readonly target: { readonly certificate: number | string } | { readonly wholeOrder: number };
  /** For people: `certificate 1001 of order 118`. */
  readonly name: string;
  /** Looks whether it is revoked by now, or whether a request for it waits that did not before. */
  readonly look: () => Promise<Revoked | undefined>;
}

export type Revoked =
  /** `requestId`: it went through a request, which is approved. */
  | { readonly is: "revoked"; readonly requestId?: number }
  /** An administrator has to approve; until then the certificate is valid. */
  | { readonly is: "requested"; readonly requestId: number };

/** The answer never came, and a look shows nothing (yet). */
export interface Unseen {
  readonly is: "unseen";
  readonly why: string;
}

/** How often a call that was turned away for volume (429) is sent again in one step, each time after a look. */
const MOST_ASKS = 6;

/**
 * Revokes, once. The answer decides what happened, never what was asked for: 204 is done, 201 is a request.
 *
 * If the answer never comes: it looks; and if nothing is to be seen, it says so without asking again, so that the next
 * run looks first. A refusal is looked at too: what was already revoked counts as done.
 */
export const tryToRevoke = async (what: Revoking, { api, run }: Ctx): Promise<Revoked | Unseen> => {
  const { target, name, look, ...asked } = what;
  let args: RevocationArgs = asked;
  for (let asks = 1; ; asks++) {
    try {
      return outcome(
        "wholeOrder" in target
          ? await api.send(revokeOrder, { orderId: target.wholeOrder, ...args }, run)
          : await api.send(revokeCertificate, { certificateIdentifier: target.certificate, ...args }, run),
      );
    } catch (error) {
      if (!CertCentralError.is(error)) throw error;
      const seen = await look().catch(() => "no look" as const);
      if (seen !== undefined && seen !== "no look") return seen;
      if (error.outcome === "unknown") {
        if (error.code === "rate-limited" && seen === undefined && asks < MOST_ASKS) continue;
        return { is: "unseen", why: error.what };
      }
      if (saysRevoked(error)) return { is: "revoked" };
      if (error.status !== 403 || args.skipApproval !== true) throw error;
      run.log.warn(`${name}: this API key may not skip the approval; a request is made instead`);
      args = { ...args, skipApproval: false };
    }
  }
};

/** The same for a caller that keeps no state: what cannot be seen is an error. */
export const revoke = async (what: Revoking, ctx: Ctx): Promise<Revoked> => {
  const got = await tryToRevoke(what, ctx);
  if (got.is !== "unseen") return got;
  throw new Refusal([
    `it is not known whether ${what.name} was revoked: ${got.why}`,
    "run the same command again: it looks first",
  ]);
};

const outcome = (placed: PlacedRevocation): Revoked => {
  if (placed.outcome === "revoked") return { is: "revoked" };
  const { requestId, status } = placed;
  return { is: status === "approved" ? "revoked" : "requested", requestId };
};

/**
 * How a second revocation is refused is undocumented; clients in the field know `order_already_revoked` and
 * `order_is_revoked`. It counts where no list shows the certificate, as that of an order's first, reissued one.
 */
const saysRevoked = (error: CertCentralError): boolean =>
  error.code === "refused" && error.digicert.some(({ word }) => /(^|_)(already|is)_revoked$/.test(word));

/** What has become of a request. */
export type Verdict =
  | { readonly is: "open" }
  /** `at`: ISO 8601, where CertCentral tells. */
  | { readonly is: "approved"; readonly at?: string }
  | { readonly is: "rejected"; readonly sentence: string }
  /** There is no such request any more. */
  | { readonly is: "gone"; readonly sentence: string };

/** `request 12 was rejected by Jane Doe: "not now"`. Pure. */
export const verdictOn = (request: ApprovalRequest | undefined, name: string): Verdict => {
  if (request === undefined)
    return {
      is: "gone",
      sentence: `${name} is not there any more: it was withdrawn in CertCentral, or this API key may not see it`,
    };
  if (request.status === "approved")
    return request.dateProcessed === undefined ? { is: "approved" } : { is: "approved", at: request.dateProcessed };
  if (request.status !== "rejected" && request.status !== "denied") return { is: "open" };
  const by = request.processor?.name ?? request.processor?.email;
  return {
    is: "rejected",
    sentence: `${name} was rejected${by === undefined ? "" : ` by ${by}`}${request.processorComment === undefined ? "" : `: "${request.processorComment}"`}`,
  };
};

const FIRST_PAUSE = 2_000;
const GROWTH = 1.5;
const LONGEST_PAUSE = 30_000;

/** Asks what has become of a request, and waits up to `seconds` while nobody has decided it. */
export const followRequest = async (
  requestId: number,
  name: string,
  seconds: number,
  { api, run }: Ctx,
): Promise<Verdict> => {
  const until = run.now().getTime() + seconds * 1000;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * GROWTH, LONGEST_PAUSE)) {
    const verdict = verdictOn(await requestIfThere(requestId, { api, run }), name);
    const left = until - run.now().getTime();
    if (verdict.is !== "open" || left <= 0) return verdict;
    run.log.progress(`${name} waits for an administrator`);
    await run.sleep(Math.min(pause, left));
  }
};

const requestIfThere = async (requestId: number, { api, run }: Ctx): Promise<ApprovalRequest | undefined> => {
  try {
    return await api.send(requestInfo, { requestId }, run);
  } catch (error) {
    if (CertCentralError.is(error) && error.status === 404) return undefined;
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
