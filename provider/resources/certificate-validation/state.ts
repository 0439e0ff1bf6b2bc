import type { Bag } from "../../contract/resource";
import { takenApart } from "../../contract/stored-state";
import { onChange, ValidationInputs } from "./inputs";

/** What we keep of a validation between runs: the certificate that came of it, or what it waits for. */
export interface ValidationState {
  readonly version: 1;
  /** The inputs as they were last worked for: another `issuanceId` is another issuance. */
  readonly requestedInputs: ValidationInputs;
  readonly status: "issued" | "pending";
  readonly certificateId?: number;
  readonly serialNumber?: string;
  readonly certificatePem?: string;
  readonly chainPem?: string;
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** Domains whose control is still to be proven. */
  readonly missingNames?: readonly string[];
}

/** State as it is stored: inputs under their own names, everything else beside them. What only orders the steps is not kept. */
export const store = ({ requestedInputs: { validationRecords: _, ...asked }, ...outputs }: ValidationState): Bag => ({
  ...asked,
  ...outputs,
});

/** State from what was stored, whichever release of ours wrote it. */
export const restore = (stored: Bag): ValidationState => {
  const { requestedInputs, outputs } = takenApart(stored, onChange, ValidationInputs);
  return {
    version: 1,
    status: "pending",
    ...(outputs as Partial<ValidationState>),
    requestedInputs,
  };
};
