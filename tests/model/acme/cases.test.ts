import { keepEveryRuleIn } from "../property";
import { Stage } from "./scene";
import type { Sequence, Setting } from "./steps";

/* What the model has found, each shrunk to its smallest sequence. The rules of rules.ts are what they are held against. */

const CALM: Setting = { validDays: 365, autoRenew: false, awkward: {} };

const cases: readonly (readonly [string, Sequence])[] = [
  [
    "a neighbour's pair whose answer was lost in the same up did not exist before: revokeExisting leaves it alone",
    {
      setting: CALM,
      start: [{}, { revokeExisting: true }],
      steps: [{ do: "fault", at: "regenerate", kind: "lose-answer", times: 5 }, { do: "up" }, { do: "preview" }],
    },
  ],
  [
    "a rotation that was lost and taken back leaves nothing to wait for, when a refresh came between",
    {
      setting: CALM,
      start: [{ triggers: 1 }],
      steps: [
        { do: "up" },
        { do: "fault", at: "regenerate", kind: "lose-answer", times: 1 },
        { do: "edit", which: 0, change: { triggers: 2 } },
        { do: "up" },
        { do: "edit", which: 0, change: { triggers: 1 } },
        { do: "refresh" },
      ],
    },
  ],
  [
    "what revokeExisting has left to do is done after a rotation too",
    {
      setting: CALM,
      start: [{ revokeExisting: true }],
      steps: [{ do: "fault", at: "revoke", kind: "drop", times: 1 }, { do: "up" }, { do: "rotate", which: 0 }],
    },
  ],
  [
    "a resource that is renamed, and one that is replaced, cut off nobody who came since",
    {
      setting: CALM,
      start: [{ revokeExisting: true }, {}],
      steps: [
        { do: "up" },
        { do: "regenerate", revokeExisting: false },
        { do: "rename", which: 0 },
        { do: "up" },
        { do: "up", replace: 0 },
      ],
    },
  ],
  [
    "a resource that is added later, before the others or after, spares their pairs",
    {
      setting: CALM,
      start: [{}],
      steps: [
        { do: "up" },
        { do: "add", first: true, inputs: { revokeExisting: true } },
        { do: "up" },
        { do: "rotate", which: 1 },
      ],
    },
  ],
];

keepEveryRuleIn(cases, Stage.build);
