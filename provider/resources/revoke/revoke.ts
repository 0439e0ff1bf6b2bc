import {
  type CertCentral,
  CertCentralError,
  type PlacedRevocation,
  type RevocationArgs,
  revokeCertificate,
  revokeOrder,
  writeOnce,
} from "../../certcentral";
import { present } from "../../contract/present";
import { Refusal } from "../../contract/refusal";
import type { Run } from "../../contract/run";
import { withMark } from "./request-mark";
import { type Target, targetName } from "./target";

interface Ctx {
  readonly api: CertCentral;
  readonly run: Run;
}

/** How to ask, as inputs say it. */
export type RevocationOptions = { readonly [Key in keyof RevocationArgs]?: RevocationArgs[Key] | undefined };

/** What is to be revoked, and how to see afterwards whether it was. */
export interface Revoking extends RevocationOptions {
  readonly target: Target;
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
export interface InDoubt {
  readonly is: "in doubt";
  readonly why: string;
}

/**
 * Revokes, once. The answer decides what happened, never what was asked for: 204 is done, 201 is a request.
 *
 * If the answer never comes: it looks; and if nothing is to be seen, it says so without asking again, so that the next
 * run looks first. After a refusal it looks too: what is revoked counts as done, whatever the refusal says.
 */
export const revoke = async (what: Revoking, { api, run }: Ctx): Promise<Revoked | InDoubt> => {
  const { target, name, look, reason, comments, skipApproval } = what;
  const args: RevocationArgs = present({
    comments: withMark(comments, targetName(target), reason),
    reason,
    skipApproval,
  });
  try {
    const written = await writeOnce({ send: () => send(target, args, { api, run }), look, isDone });
    if (written.is === "answered") return written.answer;
    const { seen, error } = written;
    return seen !== undefined && isRevoked(seen) ? seen : { is: "in doubt", why: error.what };
  } catch (error) {
    if (!CertCentralError.is(error)) throw error;
    const seen = await look().catch(() => undefined);
    if (seen !== undefined && isRevoked(seen)) return seen;
    if (error.status === 403 && skipApproval === true) {
      run.log.warn(`${name}: this API key may not skip the approval; a request is made instead`);
      return revoke({ ...what, skipApproval: false }, { api, run });
    }
    if (speaksOfRevoked(error)) {
      if (seen === undefined) return { is: "in doubt", why: error.what };
      if (seen.is === "hidden" && saysRevoked(error)) {
        run.log.warn(`${name}: CertCentral says that it is revoked already; none of its lists shows the certificate`);
        return { is: "revoked" };
      }
    }
    throw refused(error, seen, name);
  }
};

const send = async (target: Target, args: RevocationArgs, { api, run }: Ctx): Promise<Revoked> => {
  if ("wholeOrder" in target) return outcome(await api.send(revokeOrder, { orderId: target.wholeOrder, ...args }, run));
  const certificateIdentifier = "certificateId" in target ? target.certificateId : target.serialNumber;
  return outcome(await api.send(revokeCertificate, { certificateIdentifier, ...args }, run));
};

const outcome = (placed: PlacedRevocation): Revoked => {
  if (placed.outcome === "revoked") return { is: "revoked" };
  const { requestId, status } = placed;
  return status === "approved" ? { is: "revoked", requestId } : { is: "requested", requestId, proven: true };
};

const isRevoked = (seen: Seen): seen is Revoked => seen.is === "revoked" || seen.is === "requested";
const isDone = (seen: Seen) => (isRevoked(seen) ? "yes" : "no");

/** How a second revocation is refused is undocumented, so any code that speaks of it is a reason to look. */
const speaksOfRevoked = (error: CertCentralError): boolean =>
  error.saysNo && error.digicert.some(({ word }) => /revoked/i.test(word));

/** Clients in the field know `order_already_revoked` and `order_is_revoked`. Believed where no list can tell better. */
const saysRevoked = (error: CertCentralError): boolean =>
  error.digicert.some(({ word }) => /(^|_)(already|is)_revoked$/i.test(word));

const refused = (error: CertCentralError, seen: Seen | undefined, name: string): Error => {
  if (error.code !== "refused" || [401, 403].includes(error.status ?? 0)) return error;
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
