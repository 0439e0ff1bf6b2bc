import type { CertificateFacts } from "../../order/observed-order";
import type { NamedCertificate } from "../reasons";

/** What to do, now that the live facts are known. */
export type Decision =
  /** The order's current certificate is what is wished for: nothing is written. */
  | { readonly do: "take"; readonly certificate: CertificateFacts; readonly ours: boolean }
  /** An issuance that is under way is what is wished for. */
  | {
      readonly do: "wait";
      readonly certificateId: number | undefined;
      readonly requestIds: readonly number[];
      readonly ours: boolean;
    }
  /** Our own earlier request is in the way of a changed wish. */
  | { readonly do: "cancel"; readonly requestIds: readonly number[]; readonly certificateId: number | undefined }
  | { readonly do: "ask"; readonly removed: readonly string[]; readonly revoked: readonly NamedCertificate[] }
  /** What was asked for and never seen again is not wanted any more: planned as if it had never been asked for. */
  | { readonly do: "forget" }
  | { readonly do: "refuse"; readonly lines: readonly string[] };
