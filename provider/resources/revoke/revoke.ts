import {
  type CertCentral,
  CertCentralError,
  type PlacedRevocation,
  type RevocationArgs,
  revokeCertificate,
  revokeOrder,
} from "../../certcentral";
import { Refusal } from "../../contract/refusal";
import type { Run } from "../../contract/run";
import { withMark } from "./request-mark";

interface Ctx {
  readonly api: CertCentral;
  readonly run: Run;
}

/** What is to be revoked, and how to see afterwards whether it was. */
export interface Revoking extends RevocationArgs {
  readonly target: { readonly certificate: number | string } | { readonly wholeOrder: number };
  /** What the request says that it is about: `certificate 1001`. */
  readonly targetName: string;
  /** For people: `certificate 1001 of order 118`. */
  readonly name: string;
  /** Looks how things are after a call that did not end well. */
  readonly look: () => Promise<Seen>;
}

export type Revoked =
  /** `requestId`: it went through a request, which is approved. */
  | { readonly is: "revoked"; readonly requestId?: number }
  /** An administrator has to approve; until then the certificate is valid. `proven`: it is about our target and nothing else. */
  | { readonly is: "requested"; readonly requestId: number; readonly proven: boolean };

/** What a look shows: it is done, a request of ours waits, or neither. `hidden`: no list shows the certificate. */
export type Seen =
  | Revoked
  /** `blocked`: why CertCentral revokes nothing here right now, and what to do. */
  | { readonly is: "alive" | "hidden"; readonly blocked?: readonly string[] | undefined };

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
 * run looks first. After a refusal it looks too: what is revoked counts as done, whatever the refusal says.
 */
export const tryToRevoke = async (what: Revoking, { api, run }: Ctx): Promise<Revoked | Unseen> => {
  const { target, targetName, name, look, comments, ...asked } = what;
  let args: RevocationArgs = { ...asked, comments: withMark(comments, targetName) };
  for (let asks = 1; ; asks++) {
    try {
      return outcome(
        "wholeOrder" in target
          ? await api.send(revokeOrder, { orderId: target.wholeOrder, ...args }, run)
          : await api.send(revokeCertificate, { certificateIdentifier: target.certificate, ...args }, run),
      );
    } catch (error) {
      if (!CertCentralError.is(error)) throw error;
      const seen = await look().catch(() => undefined);
      if (seen?.is === "revoked" || seen?.is === "requested") return seen;
      const unseen: Unseen = { is: "unseen", why: error.what };
      if (error.outcome === "unknown") {
        // Turned away for volume: nothing has happened, and the look has shown that.
        if (error.code === "rate-limited" && seen !== undefined && asks < MOST_ASKS) continue;
        return unseen;
      }
      if (error.status === 403 && args.skipApproval === true) {
        run.log.warn(`${name}: this API key may not skip the approval; a request is made instead`);
        args = { ...args, skipApproval: false };
        continue;
      }
      if (speaksOfRevoked(error)) {
        if (seen === undefined) return unseen;
        if (seen.is === "hidden" && saysRevoked(error)) {
          run.log.warn(`${name}: CertCentral says that it is revoked already; none of its lists shows the certificate`);
          return { is: "revoked" };
        }
      }
      throw refused(error, seen, name);
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
  return status === "approved" ? { is: "revoked", requestId } : { is: "requested", requestId, proven: true };
};

/** How a second revocation is refused is undocumented, so any code that speaks of it is a reason to look. */
const speaksOfRevoked = (error: CertCentralError): boolean =>
  error.code === "refused" && error.digicert.some(({ word }) => /revoked/i.test(word));

/** Clients in the field know `order_already_revoked` and `order_is_revoked`. Believed where no list can tell better. */
const saysRevoked = (error: CertCentralError): boolean =>
  error.digicert.some(({ word }) => /(^|_)(already|is)_revoked$/i.test(word));

const refused = (error: CertCentralError, seen: Seen | undefined, name: string): Error => {
  if (error.code !== "refused" || [401, 403, 404].includes(error.status ?? 0)) return error;
  if (seen !== undefined && "blocked" in seen && seen.blocked !== undefined)
    return new Refusal([...error.what.split("\n"), ...seen.blocked]);
  if (speaksOfRevoked(error) && seen?.is === "alive")
    return new Refusal([
      ...error.what.split("\n"),
      `that speaks of a revocation, but ${name} is not shown as revoked`,
      "look at it in CertCentral, then run the same command again",
    ]);
  return error;
};
