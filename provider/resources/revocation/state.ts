import { type Layout, type OutputsOf, storedState } from "../../contract/stored-state";
import { onChange, RevocationInputs } from "./inputs";

/** What we keep of a revocation between runs. */
export interface RevocationState {
  /** The inputs as they were last asked for. */
  readonly requestedInputs: RevocationInputs;
  /** `unknown`: asked for, and the answer never came. `rejected`: an administrator said no, or the request vanished. */
  readonly status: "revoked" | "pending" | "rejected" | "unknown";
  readonly requestId?: number;
  /** ISO 8601 UTC: when CertCentral said so. Absent for what was revoked before we came. */
  readonly revokedAt?: string;
  /** When we asked, ISO 8601 UTC. */
  readonly askedAt?: string;
  /** The order, where the inputs do not name it and CertCentral's list does. */
  readonly foundOnOrder?: number;
  /** Requests to revoke that waited before we asked: one that is not among them is ours. */
  readonly requestsBefore?: readonly number[];
  /** The request was there already, and looks like ours. */
  readonly followed?: boolean;
  /** Why it was not revoked, in a sentence. */
  readonly rejection?: string;
}

/** Where each member is stored. */
const LAYOUT = {
  status: "output",
  requestId: "output",
  revokedAt: "output",
  askedAt: "internal",
  foundOnOrder: "internal",
  requestsBefore: "internal",
  followed: "internal",
  rejection: "output",
} as const satisfies Layout<RevocationState>;

/** What programs read of a revocation. */
export type RevocationOutputs = OutputsOf<RevocationState, typeof LAYOUT>;

export const { store, restore } = storedState<RevocationInputs, RevocationState>({
  inputs: onChange,
  schema: RevocationInputs,
  layout: LAYOUT,
  empty: { status: "unknown" },
});
