import { present } from "../../../contract/present";
import { type NamedKey, toldKey } from "../../../pki/keys/public-key";
import { type ApprovedRevocation, allOf, type ObservedOrder } from "../../order/observed-order";
import { compromisedIn } from "../../revoke/request-mark";
import { targetName } from "../../revoke/target";
import type { CertificateState, CompromisedKey } from "../state";

/**
 * The keys that are known to be compromised: those that state remembers, and those of every certificate that a request of this
 * provider's was about, was approved, and said so. Nothing else in CertCentral says why a certificate was revoked. Pure.
 */
export const compromisedKeys = (observed: ObservedOrder, prior: CertificateState | undefined): CompromisedKey[] => {
  const { orderId } = observed;
  const shown = [...allOf(observed), ...ofState(prior, orderId)];
  const seen = shown.flatMap(({ key, ...c }) =>
    key !== undefined && observed.approvedRevocations.some((request) => isCompromisedBy(request, c, orderId))
      ? [present({ ...keyOnly(key), certificateId: c.certificateId })]
      : [],
  );
  return distinctKeys([...(prior?.compromisedKeys ?? []), ...seen]);
};

/** Each key once, as it was first told. */
export const distinctKeys = (keys: readonly CompromisedKey[]): CompromisedKey[] =>
  keys.filter(({ publicKeySha256 }, n) => keys.findIndex((other) => other.publicKeySha256 === publicKeySha256) === n);

interface Certified {
  readonly certificateId?: number | undefined;
  readonly serialNumber?: string | undefined;
  readonly key?: NamedKey | undefined;
  /** ISO 8601. */
  readonly issuedAt?: string | undefined;
}

/** The order's page alone does not show a certificate that is not its current one, nor do lists show all of them. */
const ofState = (prior: CertificateState | undefined, orderId: number): Certified[] => {
  if (prior === undefined || prior.requestedInputs.orderId !== orderId) return [];
  const { certificateId, serialNumber, notBefore } = prior;
  return [{ certificateId, serialNumber, key: toldKey(prior), issuedAt: notBefore }];
};

const isCompromisedBy = (
  { comments, date }: ApprovedRevocation,
  { certificateId, serialNumber, issuedAt }: Certified,
  orderId: number,
): boolean => {
  switch (compromisedIn(comments)) {
    case undefined:
      return false;
    case targetName({ wholeOrder: orderId }):
      // What came after it has nothing to do with it.
      return date === undefined || issuedAt === undefined || Date.parse(issuedAt) <= Date.parse(date);
    case certificateId === undefined ? undefined : targetName({ certificateId }):
    case serialNumber === undefined ? undefined : targetName({ serialNumber }):
      return true;
    default:
      return false;
  }
};

const keyOnly = ({ publicKeySha256, keyType }: NamedKey): NamedKey => ({ publicKeySha256, keyType });
