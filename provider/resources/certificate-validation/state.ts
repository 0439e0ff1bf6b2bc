import type { Bag } from "../../contract/resource";
import { type Layout, type OutputsOf, storedState } from "../../contract/stored-state";
import { onChange, ValidationInputs } from "./inputs";

/** What we keep of a validation between runs: the certificate that came of it, or what it waits for. */
export interface ValidationState {
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

/** Where each member is stored. */
const LAYOUT = {
  status: "output",
  certificateId: "output",
  serialNumber: "output",
  certificatePem: "output",
  chainPem: "output",
  notBefore: "output",
  notAfter: "output",
  missingNames: "output",
} as const satisfies Layout<ValidationState>;

/** What programs read of a validation. */
export type ValidationOutputs = OutputsOf<ValidationState, typeof LAYOUT>;

const { store: storeAll, restore } = storedState<ValidationInputs, ValidationState>({
  inputs: onChange,
  schema: ValidationInputs,
  layout: LAYOUT,
  empty: { status: "pending" },
});

export { restore };

/** What only orders the steps is not kept. */
export const store = ({ requestedInputs: { validationRecords: _, ...asked }, ...state }: ValidationState): Bag =>
  storeAll({ ...state, requestedInputs: asked });
