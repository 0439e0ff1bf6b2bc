import type { OrderFacts } from "../../order/observed-order";
import type { Wish } from "../desired/desired";
import type { CertificateInputs } from "../inputs";
import type { Reason } from "../reasons";
import type { CertificateState } from "../state";

/** Everything a decision is made from: what is wanted, what was, and what is, as a look has just shown it. */
export interface Situation {
  readonly inputs: CertificateInputs;
  readonly wish: Wish;
  readonly facts: OrderFacts;
  readonly was: CertificateState | undefined;
  readonly because: readonly Reason[];
  /** Ids of our own requests that nobody has decided yet, as their own page tells. */
  readonly ownOpenRequests: readonly number[];
  /** The user of our key, where something told who that is. */
  readonly self?: number | undefined;
  readonly now: Date;
}
