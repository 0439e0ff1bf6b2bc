import type { Bag } from "../../contract/resource";
import { takenApart } from "../../contract/stored-state";
import { onChange, RevocationInputs } from "./inputs";

/** What we keep of a revocation between runs. */
export interface RevocationState {
  readonly version: 1;
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

/** State as it is stored: inputs under their own names, everything else beside them. */
export const store = ({ requestedInputs, ...outputs }: RevocationState): Bag => ({ ...requestedInputs, ...outputs });

/** State from what was stored, whichever release of ours wrote it. */
export const restore = (stored: Bag): RevocationState => {
  const { requestedInputs, outputs } = takenApart(stored, onChange, RevocationInputs);
  return {
    version: 1,
    status: "unknown",
    ...(outputs as Partial<RevocationState>),
    requestedInputs,
  };
};
