import type { Reason } from "./reasons";

/** What docs/reasons.md tells about a reason. The compiler counts the codes. */
type Words<Code extends Reason["code"]> = {
  readonly example: Extract<Reason, { code: Code }>;
  readonly when: string;
  /** For the person who reads the row. */
  readonly todo: string;
};

export const words: { readonly [Code in Reason["code"]]: Words<Code> } = {
  "unknown-input": {
    example: { code: "unknown-input", inputs: ["certificateId"] },
    when: "What is to be revoked comes from a resource that this preview only plans.",
    todo: "Nothing.",
  },
  "target-changed": {
    example: { code: "target-changed", from: "certificate 1001", to: "certificate 1002" },
    when: "Another certificate or order is to be revoked.",
    todo: "Nothing. What was revoked before stays revoked.",
  },
  "waits-for-approval": {
    example: { code: "waits-for-approval", requestId: 4711 },
    when: "The request of an earlier run waits for an administrator.",
    todo: "Have it decided in CertCentral. It is not asked for twice.",
  },
  "answer-lost": {
    example: { code: "answer-lost", askedAt: "2026-11-22T12:00:00.000Z" },
    when: "The answer to an earlier request never came.",
    todo: "Nothing. It looks first, and asks only if nothing came of it.",
  },
  "rejected-before": {
    example: { code: "rejected-before", sentence: "request 4711 was rejected by Jane Doe" },
    when: "An administrator rejected the request.",
    todo: "Change `reason`, `comments` or `skipApproval` to ask again, or remove the resource.",
  },
  "asked-differently": {
    example: { code: "asked-differently", inputs: ["comments"] },
    when: "After a rejection, the request would now say something else.",
    todo: "Nothing: it is asked again.",
  },
};
