import type { CertificateSpec } from "../../../pki/certificate-spec";
import type { ObservedCertificate, ObservedOrder } from "../../order/observed-order";
import type { OurRequest, Ownership } from "../../order/ownership/ownership";
import type { NamedCertificate } from "../../wording";
import type { CertificateInputs } from "../inputs";
import type { Reason } from "../reasons";
import type { CertificateState, CompromisedKey } from "../state";

/** What to do, now that the live facts are known. */
export type Decision =
  /** The order's current certificate is what is desired: nothing is written. */
  | { readonly do: "adopt"; readonly certificate: ObservedCertificate; readonly ours: boolean }
  /** An issuance that is under way is what is desired. Of the one that we asked for when no answer came, only its end may tell whose it is. */
  | {
      readonly do: "await";
      readonly certificateId: number | undefined;
      readonly requestIds: readonly number[];
      readonly whose: Ownership;
    }
  /** Our own earlier request is in the way of a changed wish: by its requests, or, proven to be the only thing pending, order-wide. */
  | { readonly do: "cancel"; readonly requestIds: readonly number[]; readonly certificateId: number | undefined }
  | { readonly do: "reissue"; readonly removed: readonly string[]; readonly revoked: readonly NamedCertificate[] }
  /** What was asked for is planned as if it had never been. `risk`: it was not seen to end, and what that may mean. */
  | { readonly do: "replan"; readonly risk?: string }
  /** One look shows nothing of what we asked for: lists lag, so a second one, later, has to show the same. */
  | { readonly do: "look-again" }
  /** Time or others made the difference, and the user wants that told, not mended: the state as it is. */
  | { readonly do: "keep"; readonly state: CertificateState; readonly differs: readonly string[] }
  | { readonly do: "refuse"; readonly lines: readonly string[] };

/** Everything a decision is made from: what is wanted, what was, and what is, as a look has just shown it. */
export interface DecisionInput {
  readonly inputs: CertificateInputs;
  readonly desired: CertificateSpec;
  readonly observed: ObservedOrder;
  readonly prior: CertificateState | undefined;
  /** Keys that are known to be compromised from elsewhere than this order and its state. */
  readonly compromisedBefore?: readonly CompromisedKey[];
  readonly reasons: readonly Reason[];
  /** Ids of our own requests that nobody was seen to have decided, as their own page tells. */
  readonly ownOpenRequests: readonly number[];
  /** What a step that was killed had asked for, where that is proven, and it is what is wanted. */
  readonly earlier?: OurRequest | undefined;
  /** What may have come of a request that was never seen to end, and for something else than is wanted now. */
  readonly ofEarlierWish?: readonly number[];
  /** Open requests of such a step for something else. */
  readonly unwantedRequests?: readonly number[];
  /** The user of our key, where something told who that is. */
  readonly keyUserId?: number | undefined;
  /**
   * `one`: a single look. `complete`: two, further apart than lists lag, at the order, its lists and the account's pending
   * requests, that show the same. `incomplete`: the second look could not see all of it.
   */
  readonly looks: "one" | "complete" | "incomplete";
  readonly now: Date;
}

/** One thing that can be said of an order; `undefined` where it does not apply. */
export type DecisionRule = (input: DecisionInput) => Decision | undefined;

export const refuse = (...lines: string[]): Decision => ({ do: "refuse", lines });

/** What of ours is pending, as the verdict on ownership needs it. */
export const ourRequest = ({
  prior,
  earlier,
  keyUserId,
}: Pick<DecisionInput, "prior" | "earlier" | "keyUserId">): OurRequest =>
  earlier ?? { pending: prior?.pending, known: prior?.knownCertificateIds ?? [], keyUserId };
