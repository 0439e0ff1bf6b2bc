import { present } from "../../contract/present";
import type { Ctx } from "../order/context";
import { observeOrder, observeOrderPage } from "../order/observe";
import type { ObservedOrder } from "../order/observed-order";
import { followRequest } from "../order/requests/follow-request";
import { isUntold, leafIfAny, toldByLeaf } from "../order/told-by-leaf";
import { namedCertificate } from "../wording";
import type { CertificateState, ReplacedBy, Superseded } from "./state";

/**
 * The live facts: one request for an order on which nothing happened. A revoked or expired certificate is described, not
 * hidden. The outputs stay ours even when somebody else's certificate is now the order's current one: whoever deploys
 * them has our key. One that is just as wanted (DigiCert's own auto-reissue, a colleague's) is taken over by the next
 * update: only the inputs of that can say whether it is, and it must still be news then.
 */
export const read = async (before: CertificateState, ctx: Ctx): Promise<CertificateState> => {
  const prior = { ...before, supersededCertificates: await followed(before.supersededCertificates, ctx) };
  const { orderId } = prior.requestedInputs;
  const duplicate = prior.requestedInputs.storeReissueAsDuplicate === true;
  const observed = duplicate
    ? await observeOrder(orderId, ctx, { duplicates: true })
    : await observeOrderPage(orderId, ctx);
  const { replacedBy: _, ...rest } = prior;
  const now = { ...rest, ...present({ orderValidTill: observed.orderValidTill }) };
  // What is asked for and not issued yet is pending, whatever its predecessor is.
  if (prior.pending !== undefined) return { ...prior, ...now };
  if (duplicate && prior.certificateId !== undefined) {
    const kept = observed.others.find(({ certificateId }) => certificateId === prior.certificateId);
    return { ...now, status: statusOf(prior, kept?.status ?? observed.status, ctx) };
  }
  if (prior.certificateId === undefined || observed.current === undefined) return { ...prior, ...now };
  if (observed.current.certificateId === undefined || observed.current.certificateId === prior.certificateId)
    return { ...now, status: statusOf(prior, observed.current.status, ctx) };

  const all = await withCurrentLeaf(await observeOrder(orderId, ctx), ctx);
  if (all.current?.certificateId === undefined) return now;
  const ours = all.others.find(({ certificateId }) => certificateId === prior.certificateId);
  return {
    ...now,
    status: statusOf(prior, ours?.status ?? prior.status, ctx),
    // No order goes back to an earlier certificate: a page that shows one is behind.
    ...(prior.knownCertificateIds.includes(all.current.certificateId) ? {} : { replacedBy: replacedBy(all) }),
  };
};

/** What lists leave out of a certificate is not different: it is read from the certificate. */
const withCurrentLeaf = async (observed: ObservedOrder, ctx: Ctx): Promise<ObservedOrder> => {
  const { current } = observed;
  if (current === undefined || !isUntold(current)) return observed;
  const leaf = await leafIfAny(current, ctx);
  return leaf === undefined ? observed : { ...observed, current: toldByLeaf(current, leaf, ctx.run.now()) };
};

const statusOf = (prior: CertificateState, told: string, { run }: Ctx): string =>
  told === "issued" && prior.notAfter !== undefined && Date.parse(prior.notAfter) <= run.now().getTime()
    ? "expired"
    : told;

const replacedBy = ({ current }: ObservedOrder): ReplacedBy =>
  present({
    status: current?.life === "ended" ? current.status : undefined,
    names: current?.names ?? [],
    certificateId: current?.certificateId,
    serialNumber: current?.serialNumber,
    commonName: current?.commonName,
    publicKeySha256: current?.key?.fingerprint,
    keyType: current?.key?.name,
    signatureHash: current?.signatureHash,
    validTill: current?.validTill,
  });

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
