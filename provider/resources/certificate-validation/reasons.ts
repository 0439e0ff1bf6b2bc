import { listed } from "../wording";

/** Why something is done. Codes are stable; sentences may be reworded. */
export type Reason =
  | { readonly code: "unknown-input"; readonly inputs: readonly string[] }
  | { readonly code: "order-changed"; readonly from: number; readonly to: number }
  | { readonly code: "issuance-changed" }
  | { readonly code: "names-missing"; readonly names: readonly string[] }
  | { readonly code: "not-issued-yet" };

/** One sentence, without capital or full stop. Pure. */
export const sentence = (reason: Reason): string => {
  switch (reason.code) {
    case "unknown-input":
      return `${listed(reason.inputs)} not known before it is applied`;
    case "order-changed":
      return `order ${reason.from} replaced by order ${reason.to}`;
    case "issuance-changed":
      return "the certificate was asked for anew";
    case "names-missing":
      return `waits for proof of control of ${listed(reason.names)}`;
    case "not-issued-yet":
      return "the certificate is not issued yet";
  }
};
