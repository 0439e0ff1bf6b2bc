import { fits, isLive, type OrderFacts } from "./facts";
import { fetchLeaf } from "./fetch";
import { type Ctx, look, lookAtOrder } from "./look";
import { issuedState } from "./outcome";
import type { CertificateState, ReplacedBy } from "./state";
import { wishOf } from "./wish";

/**
 * The live facts: one request for an order on which nothing happened. A revoked or expired certificate is described, not
 * hidden. The outputs stay ours even when somebody else's certificate is now the order's current one: whoever deploys
 * them has our key. Another certificate that is just as wanted (DigiCert's own auto-reissue, a colleague's) is taken over.
 */
export const read = async (was: CertificateState, ctx: Ctx): Promise<CertificateState> => {
  const { orderId } = was.asked;
  const duplicate = was.asked.storeReissueAsDuplicate === true;
  const facts = duplicate ? await look(orderId, ctx, { duplicates: true }) : await lookAtOrder(orderId, ctx);
  const { replacedBy: _, ...rest } = was;
  const now = { ...rest, ...(facts.orderValidTill === undefined ? {} : { orderValidTill: facts.orderValidTill }) };
  if (duplicate && was.certificateId !== undefined) {
    const kept = facts.others.find(({ certificateId }) => certificateId === was.certificateId);
    return { ...now, status: statusOf(was, kept?.status ?? facts.status, ctx) };
  }
  if (was.pending !== undefined || was.certificateId === undefined || facts.current === undefined)
    return { ...was, ...now };
  if (facts.current.certificateId === undefined || facts.current.certificateId === was.certificateId)
    return { ...now, status: statusOf(was, facts.current.status, ctx) };

  const all = await look(orderId, ctx);
  const { current } = all;
  if (current?.certificateId === undefined) return now;
  const wish = wishOf(was.asked, {
    commonName: current.commonName,
    names: current.names,
    product: all.productNameId,
  });
  const someKey =
    wish.key === undefined && was.publicKeySha256 !== undefined
      ? { ...wish, key: { fingerprint: was.publicKeySha256, name: was.keyType ?? "key" } }
      : wish;
  if (isLive(current, ctx.run.now()) && fits(current, someKey, was.caNames)) {
    const leaf = await fetchLeaf(current.certificateId, current.serialNumber, someKey, ctx);
    return issuedState({
      inputs: was.asked,
      wish,
      facts: all,
      certificate: current,
      leaf,
      was,
      ours: false,
      now: ctx.run.now(),
    });
  }
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
