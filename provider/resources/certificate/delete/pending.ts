import { Refusal } from "../../../contract/refusal";
import type { Ctx } from "../../order/context";
import { type ObservedCertificate, type ObservedOrder, pendingOnes, reissuePending } from "../../order/observed-order";
import { ownershipOn } from "../../order/ownership/ownership";
import { isOpen } from "../../order/requests/approval-requests";
import { cancelOwn, isProvenAlone } from "../../revoke/cancel-reissue";
import { each } from "../../wording";
import type { ourRequests } from "../apply/our-requests";
import type { CertificateState } from "../state";

/** A pending reissue blocks revocation: ours is cancelled in any case, anybody else's is named and left alone. */
export const clearTheWay = async (
  prior: CertificateState,
  observed: ObservedOrder,
  { requests, request }: Awaited<ReturnType<typeof ourRequests>>,
  revokes: boolean,
  ctx: Ctx,
): Promise<void> => {
  const { orderId } = prior.requestedInputs;
  if (!reissuePending(observed) && !requests.some(isOpen)) return;
  const pending = pendingOnes(observed);
  const awaited = [
    ...requests.filter((request) => isOpen(request) && ctx.owned(`request ${request.requestId}`) === "now"),
    ...pending.filter(({ certificateId }) => ctx.owned(`certificate ${certificateId}`) === "now"),
  ];
  if (awaited.length > 0) return ctx.run.log.warn(leftAwaited(orderId, requests));
  const open = requests.filter(isOpen).map(({ requestId }) => requestId);
  const whose = ownershipOn(observed, request);
  if (open.length === 0 && !isProvenAlone(observed, request)) {
    const unclear = pending.filter((entry) => whose(entry) === "cannot tell");
    if (!revokes)
      return unclear.length > 0 || prior.pending ? ctx.run.log.warn(leftPending(observed, unclear)) : undefined;
    throw new Refusal(notOurs(observed));
  }
  await cancelOwn(orderId, open, "the resource was deleted", ctx);
};

/** A reissue that began after the way was cleared is somebody else's: ours would be known. */
export const blocked = (observed: ObservedOrder): string[] | undefined =>
  reissuePending(observed) ? notOurs(observed) : undefined;

const notOurs = ({ orderId, openReissueRequests: others }: ObservedOrder): string[] => [
  `order ${orderId} has a pending reissue that is not ours${others.length > 0 ? ` (request ${each(others.map(String))})` : ""}, and DigiCert revokes nothing while it is pending`,
  'let it finish or have it cancelled in CertCentral and run the same command again, or set onDelete: "retain"',
];

const leftAwaited = (orderId: number, requests: readonly { readonly requestId: number }[]): string =>
  `what was asked for of order ${orderId}${requests.length > 0 ? ` (request ${each(requests.map(({ requestId }) => String(requestId)))})` : ""} is left as it is, for another resource of this program waits for it`;

const leftPending = (
  { orderId, openReissueRequests: others }: ObservedOrder,
  unclear: readonly ObservedCertificate[],
): string => {
  const certificates = unclear.flatMap(({ certificateId: id }) => (id === undefined ? [] : [`certificate ${id}`]));
  const what = [
    ...(others.length > 0 ? [`request ${each(others.map(String))}`] : []),
    ...(certificates.length > 0 ? [each(certificates)] : []),
  ];
  return `order ${orderId} has a pending reissue${what.length > 0 ? ` (${what.join(", ")})` : ""} that is not proven ours: it is left alone; if it came of this resource, have it cancelled in CertCentral`;
};
