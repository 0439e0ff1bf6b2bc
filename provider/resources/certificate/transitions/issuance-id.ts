import { digest } from "../../../contract/digest";
import { present } from "../../../contract/present";
import type { CertificateSpec } from "../../../pki/certificate-spec";
import type { ObservedOrder } from "../../order/observed-order";
import type { Pending } from "../../order/ownership/pending";
import type { CertificateInputs } from "../inputs";

/** Which certificate an issuance ends with, as far as it could be said when it was asked for. */
export interface Issuance {
  /** A duplicate stands beside the order's certificate instead of replacing it. */
  readonly duplicate: boolean;
  /** The certificate itself, where CertCentral told its id. */
  readonly certificateId?: number;
  /** What was there already, and could be taken for it. */
  readonly before: readonly number[];
  /** The requests that ask an administrator for it. */
  readonly requestIds: readonly number[];
}

/** What tells one issuance from the next, whatever else they have in common. */
interface Asked {
  readonly inputs: CertificateInputs;
  readonly desired: CertificateSpec;
  readonly count: number;
  readonly taken?: number | undefined;
}

/**
 * One text that changes with each issuance, and says which certificate is the answer to it: whoever follows a certificate
 * needs nothing else. `9f86…-after-1001-request-7`, or `9f86…-is-1002`; with `-duplicate` before it for one.
 */
export const issuanceId = ({ inputs, desired, count, taken }: Asked, issuance: Issuance): string => {
  const { certificateId, before, requestIds } = issuance;
  const known = certificateId === undefined ? after(before) + list("request", requestIds) : `-is-${certificateId}`;
  const asked = digest({
    key: desired.key?.publicKeySha256,
    names: desired.names,
    triggers: inputs.triggers,
    count,
    taken,
  });
  return `${asked}${issuance.duplicate ? "-duplicate" : ""}${known}`;
};

const list = (word: string, ids: readonly number[]): string => (ids.length === 0 ? "" : `-${word}-${ids.join("-")}`);
const after = (ids: readonly number[]): string => list("after", ids);

const KEY =
  /^[0-9a-f]+(?<duplicate>-duplicate)?(?:-is-(?<is>\d+))?(?:-after-(?<after>[\d-]+))?(?:-request-(?<request>[\d-]+))?$/;

/** What a key says; a text of somebody's own says nothing. */
export const readIssuanceId = (key: string): Issuance => {
  const { duplicate, is, after: before, request } = KEY.exec(key)?.groups ?? {};
  return {
    duplicate: duplicate !== undefined,
    ...present({ certificateId: is === undefined ? undefined : Number(is) }),
    before: idsIn(before),
    requestIds: idsIn(request),
  };
};

const idsIn = (text = ""): number[] => text.split("-").filter(Boolean).map(Number);

/** The issuance that begins, or may have begun, with this request. */
export const issuanceOf = (
  { storeReissueAsDuplicate }: CertificateInputs,
  desired: CertificateSpec,
  observed: ObservedOrder,
  { certificateId, requestIds }: Pick<Pending, "certificateId" | "requestIds">,
): Issuance => {
  const duplicate = storeReissueAsDuplicate === true;
  const alike = observed.others.filter(
    (c) => duplicate && c.duplicate && c.key?.publicKeySha256 === desired.key?.publicKeySha256,
  );
  return present({
    duplicate,
    certificateId,
    before: [observed.primary, ...alike].flatMap((c) => c?.certificateId ?? []),
    requestIds,
  });
};
