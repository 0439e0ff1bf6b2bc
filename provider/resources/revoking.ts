import {
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

/** What is to be revoked, and how to see afterwards whether it was. */
export interface Revoking extends RevocationArgs {
  readonly target: { readonly certificate: number | string } | { readonly wholeOrder: number };
  /** For people: `certificate 1001 of order 118`. */
  readonly name: string;
  /** Looks whether it is revoked by now, or whether a request for it waits that did not before. */
  readonly look: () => Promise<Revoked | undefined>;
}

export type Revoked =
  | { readonly is: "revoked" }
  /** An administrator has to approve; until then the certificate is valid. */
  | { readonly is: "requested"; readonly requestId: number };

/**
 * Revokes, once. The answer decides what happened, never what was asked for: 204 is done, 201 is a request.
 *
 * If the answer never comes: it looks; and if nothing is to be seen, it fails without asking again, so that the next
 * run looks first. A refusal is looked at too: what was already revoked counts as done.
 */
export const revoke = async (
  what: Revoking,
  { api, run }: { readonly api: CertCentral; readonly run: Run },
): Promise<Revoked> => {
  const { target, name, look, ...args } = what;
  const send = (given: RevocationArgs): Promise<PlacedRevocation> =>
    "wholeOrder" in target
      ? api.send(revokeOrder, { orderId: target.wholeOrder, ...given }, run)
      : api.send(revokeCertificate, { certificateIdentifier: target.certificate, ...given }, run);
  try {
    return outcome(await send(args));
  } catch (error) {
    if (!CertCentralError.is(error)) throw error;
    const seen = await look().catch(() => undefined);
    if (seen !== undefined) return seen;
    if (error.status === 403 && args.skipApproval === true) {
      run.log.warn(`${name}: this API key may not skip the approval; a request is made instead`);
      return outcome(await send({ ...args, skipApproval: false }));
    }
    if (error.outcome === "unknown")
      throw new Refusal([
        `it is not known whether ${name} was revoked: ${error.what}`,
        "run the same command again: it looks first",
      ]);
    throw error;
  }
};

const outcome = (placed: PlacedRevocation): Revoked =>
  placed.outcome === "revoked" || placed.status === "approved"
    ? { is: "revoked" }
    : { is: "requested", requestId: placed.requestId };

/** Waits until a request is decided; `undefined` when the time is up. Rejected is an error that says by whom. */
export const awaitDecision = async (
  requestId: number,
  seconds: number,
  { api, run }: { readonly api: CertCentral; readonly run: Run },
): Promise<"approved" | undefined> => {
  const until = run.now().getTime() + seconds * 1000;
  for (let pause = 2_000; ; pause = Math.min(pause * 1.5, 30_000)) {
    const request = await api.send(requestInfo, { requestId }, run);
    if (request.status === "approved") return "approved";
    if (request.status === "rejected" || request.status === "denied") {
      const by = request.processor?.name ?? request.processor?.email;
      throw new Refusal([
        `request ${requestId} was rejected${by === undefined ? "" : ` by ${by}`}${request.processorComment === undefined ? "" : `: "${request.processorComment}"`}`,
      ]);
    }
    const left = until - run.now().getTime();
    if (left <= 0) return undefined;
    run.log.progress(`request ${requestId} waits for an administrator`);
    await run.sleep(Math.min(pause, left));
  }
};
