import { keepEveryRuleIn } from "../property";
import { Stage } from "./scene";
import type { Sequence, Setting } from "./steps";

/* What the model has found, each shrunk to its smallest sequence. The rules of rules/ are what they are held against. */

const CALM: Setting = {
  approval: false,
  dcv: false,
  autoReissue: false,
  coverageDays: 365,
  ownKey: false,
  awkward: {},
};
const A = { order: 0, key: "A" } as const;

const cases: readonly (readonly [string, Sequence])[] = [
  [
    "a renewal whose process was killed is taken over by an up that refreshes first, and is not asked for again",
    {
      setting: CALM,
      start: A,
      steps: [
        { do: "up" },
        { do: "edit", change: { validityDays: 90 } },
        { do: "up", kill: { who: "provider", afterWrite: 1 } },
        { do: "up", refresh: true },
      ],
    },
  ],
  [
    "the same for a trigger, when a refresh came between",
    {
      setting: CALM,
      start: A,
      steps: [
        { do: "up" },
        { do: "edit", change: { triggers: 1 } },
        { do: "up", kill: { who: "cli", afterWrite: 1 } },
        { do: "refresh" },
        { do: "up" },
      ],
    },
  ],
  [
    "what was issued for us while something else came to be wanted stays ours: it is in the ledger",
    {
      setting: CALM,
      start: A,
      steps: [
        { do: "edit", change: { wait: false } },
        { do: "up" },
        { do: "edit", change: { triggers: 1 } },
        { do: "up" },
      ],
    },
  ],
  [
    "and is revoked with the rest when the resource is deleted",
    {
      setting: { ...CALM, approval: true },
      start: { ...A, revokeNow: true },
      steps: [
        { do: "up" },
        { do: "approve" },
        { do: "edit", change: { key: "B" } },
        { do: "up" },
        { do: "approve" },
        { do: "up" },
        { do: "destroy" },
      ],
    },
  ],
  [
    "and is kept, not asked for once more, when it is wanted again",
    {
      setting: { ...CALM, approval: true },
      start: A,
      steps: [
        { do: "up" },
        { do: "approve" },
        { do: "edit", change: { key: "B" } },
        { do: "up" },
        { do: "edit", change: { key: "A" } },
        { do: "up" },
      ],
    },
  ],
  [
    "what is issued between the reads of one look is seen",
    {
      setting: {
        ...CALM,
        approval: true,
        awkward: { slowIssuancePolls: [0, 3], nullForAbsent: 0.5, issuedWhileReissuePending: true },
      },
      start: A,
      steps: [{ do: "fault", at: "reissue", kind: "status:502", times: 2 }, { do: "up" }, { do: "up", refresh: true }],
    },
  ],
  [
    "our own cancellation whose answer was lost is nobody's refusal: after a failed destroy the next up starts afresh",
    {
      setting: { ...CALM, approval: true },
      start: A,
      steps: [
        { do: "fault", at: "decide", kind: "lose-answer", times: 1 },
        { do: "up" },
        { do: "destroy" },
        { do: "up" },
      ],
    },
  ],
  [
    "nor when nothing could be read after it",
    {
      setting: { ...CALM, approval: true },
      start: A,
      steps: [
        { do: "up" },
        { do: "edit", change: { key: "B" } },
        { do: "fault", at: "decide", kind: "act-then-status:502", times: 1 },
        { do: "up" },
        { do: "up" },
      ],
    },
  ],
  [
    "a request that came to nothing leaves no need behind: when the live certificate is enough again, nothing is sent",
    {
      setting: CALM,
      start: A,
      steps: [
        { do: "fault", at: "reissue", kind: "status:502", times: 1 },
        { do: "up" },
        { do: "edit", change: { key: null } },
        { do: "up" },
      ],
    },
  ],
  [
    "a colleague's certificate that is taken while ours for another key was under way is not ours",
    {
      setting: { ...CALM, approval: true },
      start: A,
      steps: [
        { do: "up" },
        { do: "approve" },
        { do: "colleague", key: "B" },
        { do: "edit", change: { key: "B" } },
        { do: "up" },
        { do: "destroy" },
      ],
    },
  ],
  [
    "after a lost request a colleague's certificate for our key is not taken for ours",
    {
      setting: CALM,
      start: { order: 0, key: "B" },
      steps: [
        { do: "fault", at: "reissue", kind: "drop", times: 1 },
        { do: "up" },
        { do: "colleague", key: "B" },
        { do: "edit", change: { triggers: 1 } },
        { do: "up" },
        { do: "destroy" },
      ],
    },
  ],
  [
    "of two certificates for one key, the one we asked for is ours",
    {
      setting: { ...CALM, approval: true },
      start: { order: 0, key: "B" },
      steps: [
        { do: "up" },
        { do: "approve" },
        { do: "colleague", key: "B" },
        { do: "edit", change: { key: "A" } },
        { do: "up" },
        { do: "approve" },
        { do: "up" },
        { do: "destroy" },
      ],
    },
  ],
  [
    "a reissue that an administrator cancels while DigiCert works on it is not asked for again, though it never had an id",
    {
      setting: { ...CALM, awkward: { slowIssuanceSeconds: [700, 900] } },
      start: A,
      steps: [{ do: "up" }, { do: "cancel" }, { do: "up" }],
    },
  ],
  [
    "the same where the lists leave a cancelled reissue out",
    {
      setting: { ...CALM, awkward: { slowIssuanceSeconds: [700, 900], cancelledReissueListed: "gone" } },
      start: A,
      steps: [{ do: "up" }, { do: "cancel" }, { do: "up" }],
    },
  ],
  [
    "another hash, wanted while a first certificate waits for approval, is another wish",
    {
      setting: { ...CALM, approval: true },
      start: A,
      steps: [{ do: "up" }, { do: "edit", change: { hash: "sha384" } }, { do: "up" }],
    },
  ],
  [
    "a trigger that a killed process had answered is not answered again because a colleague's reissue came after it",
    {
      setting: CALM,
      start: { order: 0 },
      steps: [
        { do: "up" },
        { do: "edit", change: { triggers: 2 } },
        { do: "up", kill: { who: "cli", afterWrite: 1 } },
        { do: "colleague", key: "A", names: ["a.example.com"] },
        { do: "up" },
      ],
    },
  ],
  [
    "a request that a renamed resource had made, and its successor only waited for, is nobody's to cancel in the end",
    {
      setting: { ...CALM, approval: true },
      start: A,
      steps: [{ do: "up" }, { do: "edit", change: { wait: false } }, { do: "up", rename: true }, { do: "destroy" }],
    },
  ],
];

keepEveryRuleIn(cases, Stage.build);
