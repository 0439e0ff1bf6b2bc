import { present } from "../../../contract/present";
import type { ObservedOrder } from "../../order/observed-order";
import type { CertificateState, ReplacedBy } from "../state";

/** State with the order's current certificate as a look has just shown it, where that is not the one that is kept. Pure. */
export const withReplacement = (prior: CertificateState, observed: ObservedOrder): CertificateState => {
  const id = observed.current?.certificateId;
  // What is asked for and not issued yet is pending, whatever its predecessor is; a duplicate is replaced by nobody.
  if (prior.pending !== undefined || prior.certificateId === undefined || id === undefined) return prior;
  if (prior.requestedInputs.storeReissueAsDuplicate === true) return prior;
  const { replacedBy: _, ...rest } = prior;
  // No order goes back to an earlier certificate: a page that shows one is behind.
  const isNews = id !== prior.certificateId && !prior.knownCertificateIds.includes(id);
  return isNews ? { ...rest, replacedBy: replacedBy(observed) } : rest;
};

/** Whether state tells of another replacement, or of one that has ended since. Pure. */
export const isOutdated = ({ replacedBy: before }: CertificateState, { replacedBy: now }: CertificateState): boolean =>
  before?.certificateId !== now?.certificateId || before?.status !== now?.status;

const replacedBy = ({ current }: ObservedOrder): ReplacedBy =>
  present({
    status: current?.life === "ended" ? current.status : undefined,
    names: current?.names ?? [],
    namesUntold: current?.namesTold === false ? true : undefined,
    certificateId: current?.certificateId,
    serialNumber: current?.serialNumber,
    commonName: current?.commonName,
    publicKeySha256: current?.key?.publicKeySha256,
    keyType: current?.key?.keyType,
    signatureHash: current?.signatureHash,
    validTill: current?.validTill,
  });
