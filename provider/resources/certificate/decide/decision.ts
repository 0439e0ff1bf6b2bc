import type { CertificateSpec } from "../../../pki/certificate-spec";
import type { ObservedCertificate, ObservedOrder } from "../../order/observed-order";
import type { NamedCertificate } from "../../wording";
import type { CertificateInputs } from "../inputs";
import type { Reason } from "../reasons";
import type { CertificateState } from "../state";

/** What to do, now that the live facts are known. */
export type Decision =
  /** The order's current certificate is what is wished for: nothing is written. */
  | { readonly do: "adopt"; readonly certificate: ObservedCertificate; readonly ours: boolean }
  /** An issuance that is under way is what is wished for. */
  | {
      readonly do: "await";
      readonly certificateId: number | undefined;
      readonly requestIds: readonly number[];
      readonly ours: boolean;
    }
  /** Our own earlier request is in the way of a changed wish. */
  | { readonly do: "cancel"; readonly requestIds: readonly number[]; readonly certificateId: number | undefined }
  | { readonly do: "reissue"; readonly removed: readonly string[]; readonly revoked: readonly NamedCertificate[] }
  /** What was asked for and never seen again is not wanted any more: planned as if it had never been asked for. */
  | { readonly do: "replan" }
  | { readonly do: "refuse"; readonly lines: readonly string[] };
/** Everything a decision is made from: what is wanted, what was, and what is, as a look has just shown it. */

export interface DecisionInput {
  readonly inputs: CertificateInputs;
  readonly desired: CertificateSpec;
  readonly observed: ObservedOrder;
  readonly prior: CertificateState | undefined;
  readonly reasons: readonly Reason[];
  /** Ids of our own requests that nobody has decided yet, as their own page tells. */
  readonly ownOpenRequests: readonly number[];
  /** The user of our key, where something told who that is. */
  readonly keyUserId?: number | undefined;
  readonly now: Date;
}
