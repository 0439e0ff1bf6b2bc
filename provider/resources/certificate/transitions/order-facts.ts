import { present } from "../../../contract/present";
import { type ObservedOrder, pendingOnes, reissuePending } from "../../order/observed-order";
import type { CertificateState, PendingElsewhere } from "../state";
import { compromisedKeys } from "./compromised-keys";

/**
 * What state keeps of the order itself, as a look has just shown it. An order is no less issued while it is being reissued: whether
 * it says so depends on how far its lists lag. Pure.
 */
export const orderFacts = (
  observed: ObservedOrder,
  prior: CertificateState | undefined,
): Pick<CertificateState, "orderValidTill" | "orderStatus" | "renewedOrderId" | "compromisedKeys"> => {
  const compromised = compromisedKeys(observed, prior);
  return present({
    orderValidTill: observed.orderValidTill,
    orderStatus: observed.status === "reissue_pending" ? "issued" : observed.status,
    renewedOrderId: observed.renewedOrderId,
    compromisedKeys: compromised.length > 0 ? compromised : undefined,
  });
};

/** State without what an earlier look had shown of the order. */
export const withoutOrderFacts = ({
  orderStatus: _,
  renewedOrderId: __,
  pendingElsewhere: ___,
  ...rest
}: CertificateState): CertificateState => rest;

/** The reissue that is under way on an order on which nothing of ours is. Pure. */
export const pendingElsewhere = (observed: ObservedOrder): PendingElsewhere | undefined => {
  if (!reissuePending(observed)) return undefined;
  const [entry] = pendingOnes(observed);
  return present({
    requestIds: observed.openReissueRequests,
    person: entry?.person,
    certificateId: entry?.certificateId,
    names: entry?.names ?? [],
    namesTold: entry?.namesTold ?? false,
    commonName: entry?.commonName,
    publicKeySha256: entry?.key?.publicKeySha256,
    keyType: entry?.key?.keyType,
  });
};
