import { keepEveryRuleIn } from "../property";
import { Stage } from "./scene";
import type { Sequence, Setting, Wanted } from "./steps";

/* What the model has found, or would have, each in its smallest sequence. The rules of scene.ts are what they are held against. */

const CALM: Setting = { admin: true, granted: true, awkward: {} };
const CURRENT: Wanted = { which: "current", by: "id" };
const START = { setting: CALM, start: CURRENT };
const LOST = { do: "fault", at: "revoke", kind: "lose-answer", times: 1 } as const;
const DROPPED = { do: "fault", at: "revoke", kind: "drop", times: 1 } as const;
/** After a request was made, whose it is cannot be read. */
const BLIND = { do: "fault", at: "request", kind: "status:502", times: 30 } as const;

const cases: readonly (readonly [string, Sequence])[] = [
  [
    "a revoked order whose reissue nobody ever decided stands in nobody's way",
    {
      setting: { ...CALM, granted: false },
      start: { which: "first", by: "id" },
      steps: [{ do: "reissue" }, { do: "revoked elsewhere", which: "order" }],
    },
  ],
  [
    "after a lost request a colleague's is not followed",
    {
      ...START,
      steps: [DROPPED, { do: "up" }, { do: "asked elsewhere", which: "current", as: "colleague" }, { do: "up" }],
    },
  ],
  [
    "nor his rejection taken for ours",
    {
      ...START,
      steps: [
        DROPPED,
        { do: "up" },
        { do: "asked elsewhere", which: "current", as: "their program" },
        { do: "reject", requestOwner: "theirs" },
        { do: "up" },
        { do: "refresh" },
      ],
    },
  ],
  [
    "a request whose answer was lost, and that was rejected meanwhile, is not made again",
    {
      ...START,
      steps: [LOST, BLIND, { do: "up" }, { do: "calm" }, { do: "reject", requestOwner: "ours" }, { do: "up" }],
    },
  ],
  [
    "a process that was killed after its request left one that the next up follows",
    {
      ...START,
      steps: [
        { do: "up", kill: { who: "provider", afterWrite: 1 } },
        { do: "edit", change: { comments: "one" } },
      ],
    },
  ],
  [
    "what was rejected, and then revoked by somebody else, is done without another request",
    {
      ...START,
      steps: [
        { do: "up" },
        { do: "reject", requestOwner: "ours" },
        { do: "up" },
        { do: "revoked elsewhere", which: "current" },
        { do: "up" },
      ],
    },
  ],
  [
    "what a colleague's request has revoked while ours waits is revoked",
    {
      setting: { ...CALM, granted: false },
      start: CURRENT,
      steps: [
        { do: "asked elsewhere", which: "current", as: "colleague" },
        { do: "up" },
        { do: "approve", requestOwner: "theirs" },
        { do: "up" },
      ],
    },
  ],
  [
    "a request that our user made by hand for the order's first certificate does not revoke the current one",
    {
      ...START,
      steps: [
        { do: "revoked elsewhere", which: "duplicate" },
        { do: "asked elsewhere", which: "first", as: "our user" },
        { do: "up" },
        { do: "approve", requestOwner: "all" },
        { do: "up" },
      ],
    },
  ],
  [
    "a target that is left and taken up again follows the request that still waits",
    {
      setting: { ...CALM, granted: false },
      start: CURRENT,
      steps: [
        { do: "up" },
        { do: "edit", change: { which: "other" } },
        { do: "up" },
        { do: "edit", change: { which: "current" } },
        { do: "up" },
      ],
    },
  ],
];

keepEveryRuleIn(cases, Stage.build);
