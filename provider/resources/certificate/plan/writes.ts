import type { Plan } from "../../../contract/plan";
import { looksForLost, type Reason } from "../reasons";

/** What a step may send. */
export type Write = "reissue" | "cancel" | "revoke";

const NONE: ReadonlySet<Write> = new Set();

/** A first certificate: the row says `create`, and the order may need anything for it but a revocation. */
export const WRITES_OF_CREATE: ReadonlySet<Write> = new Set(["reissue", "cancel"]);

/** What the row of a plan announces, and so allows. Pure. */
export const writesOf = ({ action, reasons }: Pick<Plan<Reason>, "action" | "reasons">): ReadonlySet<Write> => {
  switch (action) {
    case "reissue":
    // A new resource in the old one's place.
    case "replace":
      return WRITES_OF_CREATE;
    case "resume":
      // It says that it asks again if nothing came of the first.
      return reasons.some(looksForLost) ? new Set(["reissue"]) : NONE;
    case "retire":
      return new Set(["revoke"]);
    default:
      return NONE;
  }
};
