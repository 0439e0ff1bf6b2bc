import { toldKey } from "../../../pki/keys/public-key";
import type { Ctx } from "../../order/context";
import { allOf, type ObservedCertificate, type ObservedOrder } from "../../order/observed-order";
import { type OurRequest, ownershipOn } from "../../order/ownership/ownership";
import { isUntold, type LeafFacts, leafIfAny, toldByLeaf } from "../../order/told-by-leaf";
import { namesSaid } from "../desired/desired";
import type { CertificateInputs } from "../inputs";
import type { CertificateState } from "../state";
import { newerThanPage } from "./with-current";

/** How many certificates at most are downloaded because a list leaves out what they are. */
const MOST_LEAVES = 5;

/**
 * What the lists leave out of a certificate that matters, as the certificate itself tells: the current one, whose names
 * would be borrowed or removed, and whatever may have come of our request.
 */
export const withLeaves = async (
  observed: ObservedOrder,
  prior: CertificateState | undefined,
  request: OurRequest,
  inputs: CertificateInputs,
  ctx: Ctx,
): Promise<ObservedOrder> => {
  const whose = ownershipOn(observed, request);
  const { primary } = observed;
  const newest = newerThanPage(observed, ctx.run.now());
  const matters = (c: ObservedCertificate): boolean => {
    if (c.certificateId === undefined || c.life === "pending") return false;
    const mayHaveCome = request.pending !== undefined && whose(c) !== "theirs";
    // A reissue without an opinion about names borrows those of the order's certificate, be it dead; and that ours has ended is an answer.
    if (c.life === "ended") return c === primary && !c.namesTold && (mayHaveCome || namesSaid(inputs) === undefined);
    if (c === newest) return isUntold(c);
    if (c === primary) return !c.namesTold || c.life === "unknown" || (c.key === undefined && inputs.csr !== undefined);
    const isKept = c.certificateId === prior?.certificateId;
    const mayAnswer = isKept || mayHaveCome;
    const mayBeKept = inputs.storeReissueAsDuplicate === true && c.duplicate;
    return (mayAnswer || mayBeKept) && isUntold(c);
  };
  const leaves = new Map<ObservedCertificate, ObservedCertificate>();
  for (const c of allOf(observed).filter(matters).slice(0, MOST_LEAVES)) {
    const leaf = c.certificateId === prior?.certificateId ? leafInState(prior) : undefined;
    const told = leaf ?? (await leafIfAny(c, ctx));
    if (told !== undefined) leaves.set(c, toldByLeaf(c, told, ctx.run.now()));
  }
  const told = <C extends ObservedCertificate | undefined>(c: C): C => (c && (leaves.get(c) as C | undefined)) ?? c;
  return {
    ...observed,
    primary: told(observed.primary),
    current: told(observed.current),
    others: observed.others.map((c) => told(c)),
  };
};

const leafInState = (prior: CertificateState | undefined): LeafFacts | undefined => {
  const key = prior && toldKey(prior);
  return prior?.notAfter === undefined || key === undefined
    ? undefined
    : {
        names: prior.issuedNames,
        commonName: prior.issuedCommonName,
        ...key,
        notAfter: prior.notAfter,
      };
};
