import { type Ctx, look, lookAtOrder } from "../order/observe";
import type { OrderFacts } from "../order/observed-order";
import { followed } from "./ledger";
import type { CertificateState, ReplacedBy } from "./state";

/**
 * The live facts: one request for an order on which nothing happened. A revoked or expired certificate is described, not
 * hidden. The outputs stay ours even when somebody else's certificate is now the order's current one: whoever deploys
 * them has our key. One that is just as wanted (DigiCert's own auto-reissue, a colleague's) is taken over by the next
 * update: only the inputs of that can say whether it is, and it must still be news then.
 */
export const read = async (before: CertificateState, ctx: Ctx): Promise<CertificateState> => {
  const was = { ...before, supersededCertificates: await followed(before.supersededCertificates, ctx) };
  const { orderId } = was.asked;
  const duplicate = was.asked.storeReissueAsDuplicate === true;
  const facts = duplicate ? await look(orderId, ctx, { duplicates: true }) : await lookAtOrder(orderId, ctx);
  const { replacedBy: _, ...rest } = was;
  const now = { ...rest, ...(facts.orderValidTill === undefined ? {} : { orderValidTill: facts.orderValidTill }) };
  // What is asked for and not issued yet is pending, whatever its predecessor is.
  if (was.pending !== undefined) return { ...was, ...now };
  if (duplicate && was.certificateId !== undefined) {
    const kept = facts.others.find(({ certificateId }) => certificateId === was.certificateId);
    return { ...now, status: statusOf(was, kept?.status ?? facts.status, ctx) };
  }
  if (was.certificateId === undefined || facts.current === undefined) return { ...was, ...now };
  if (facts.current.certificateId === undefined || facts.current.certificateId === was.certificateId)
    return { ...now, status: statusOf(was, facts.current.status, ctx) };

  const all = await look(orderId, ctx);
  if (all.current?.certificateId === undefined) return now;
  const ours = all.others.find(({ certificateId }) => certificateId === was.certificateId);
  return { ...now, status: statusOf(was, ours?.status ?? "issued", ctx), replacedBy: replacedBy(all) };
};

const statusOf = (was: CertificateState, told: string, { run }: Ctx): string =>
  told === "issued" && was.notAfter !== undefined && Date.parse(was.notAfter) <= run.now().getTime() ? "expired" : told;

const replacedBy = ({ current }: OrderFacts): ReplacedBy => ({
  names: current?.names ?? [],
  ...(current?.certificateId === undefined ? {} : { certificateId: current.certificateId }),
  ...(current?.serialNumber === undefined ? {} : { serialNumber: current.serialNumber }),
  ...(current?.commonName === undefined ? {} : { commonName: current.commonName }),
  ...(current?.key === undefined ? {} : { publicKeySha256: current.key.fingerprint, keyType: current.key.name }),
  ...(current?.signatureHash === undefined ? {} : { signatureHash: current.signatureHash }),
  ...(current?.validTill === undefined ? {} : { validTill: current.validTill }),
});
