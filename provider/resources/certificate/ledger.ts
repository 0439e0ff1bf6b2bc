import { followRequest } from "../order/follow-request";
import type { Ctx } from "../order/observe";
import { namedCertificate } from "./reasons";
import type { Superseded } from "./state";

/** What has become of the requests to revoke superseded certificates: one call for each that nobody had decided. */
export const followed = async (ledger: readonly Superseded[], ctx: Ctx): Promise<Superseded[]> => {
  const left: Superseded[] = [];
  for (const certificate of ledger) {
    const { requestId } = certificate;
    if (requestId === undefined || certificate.notRevoked !== undefined) {
      left.push(certificate);
      continue;
    }
    const name = `request ${requestId} to revoke superseded ${namedCertificate(certificate)}`;
    const verdict = await followRequest(requestId, name, 0, ctx);
    if (verdict.is === "approved") continue;
    left.push(verdict.is === "open" ? certificate : { ...certificate, notRevoked: verdict.sentence });
  }
  return left;
};
