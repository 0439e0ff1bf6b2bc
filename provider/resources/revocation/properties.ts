import { type Settled, type Touched, touchedIn, unsettledIn } from "../../contract/properties";
import type { RevocationInputs } from "./inputs";
import type { Reason } from "./reasons";
import type { RevocationOutputs } from "./state";

type Property = keyof (RevocationInputs & RevocationOutputs);

const TOUCHED: Touched<Reason, Property> = {
  "unknown-input": ({ inputs }) => inputs as Property[],
  "target-changed": ["certificateId", "serialNumber", "orderId", "wholeOrder"],
  "waits-for-approval": ["requestId"],
  "answer-lost": ["status"],
  "rejected-before": ["rejection"],
  "asked-differently": ({ inputs }) => inputs as Property[],
};

const SETTLED: Settled<RevocationOutputs> = {
  status: "made",
  requestId: "made",
  revokedAt: "made",
  rejection: "made",
};

export const touches = touchedIn(TOUCHED);
export const unsettled = unsettledIn(SETTLED);
