import { type Settled, type Touched, touchedIn, unsettledIn } from "../../contract/properties";
import type { ValidationInputs } from "./inputs";
import type { Reason } from "./reasons";
import type { ValidationOutputs } from "./state";

type Property = keyof (ValidationInputs & ValidationOutputs);

const TOUCHED: Touched<Reason, Property> = {
  "unknown-input": ({ inputs }) => inputs as Property[],
  "order-changed": ["orderId"],
  "issuance-changed": ["issuanceId"],
  "names-missing": ["missingNames"],
  "not-issued-yet": ["status"],
};

const SETTLED: Settled<ValidationOutputs> = {
  status: "made",
  certificateId: "made",
  serialNumber: "made",
  certificatePem: "made",
  chainPem: "made",
  notBefore: "made",
  notAfter: "made",
  missingNames: "made",
};

export const touches = touchedIn(TOUCHED);
export const unsettled = unsettledIn(SETTLED);
