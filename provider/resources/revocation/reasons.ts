/** Why something is done. Codes are stable; sentences may be reworded. */
export type Reason =
  | { readonly code: "unknown-input"; readonly inputs: readonly string[] }
  | { readonly code: "target-changed"; readonly from: string; readonly to: string }
  | { readonly code: "waits-for-approval"; readonly requestId: number }
  | { readonly code: "answer-lost"; readonly askedAt?: string }
  | { readonly code: "rejected-before"; readonly sentence: string }
  | { readonly code: "asked-differently"; readonly inputs: readonly string[] };

/** One sentence, without capital or full stop. Pure. */
export const sentence = (reason: Reason): string => {
  switch (reason.code) {
    case "unknown-input":
      return `${reason.inputs.join(", ")} not known before it is applied`;
    case "target-changed":
      return `revokes ${reason.to} instead of ${reason.from}, which stays as it is`;
    case "waits-for-approval":
      return `asks what became of request ${reason.requestId}, which waits for an administrator`;
    case "answer-lost":
      return `asked for${reason.askedAt === undefined ? "" : ` at ${reason.askedAt}`}, and the answer never came: looks first`;
    case "rejected-before":
      return `${reason.sentence}; not asked again until reason, comments or skipApproval change`;
    case "asked-differently":
      return `asks again, after a rejection, with other ${reason.inputs.join(", ")}`;
  }
};
