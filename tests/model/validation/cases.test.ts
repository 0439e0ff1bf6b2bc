import { keepEveryRuleIn } from "../property";
import { Stage } from "./scene";
import type { Sequence, Wanted } from "./steps";

/* What the model has found, each shrunk to its smallest sequence. The rules of scene.ts are what they are held against. */

const DV = { product: "ssl_dv_geotrust_flex", approval: false, awkward: {} } as const;
const A: Wanted = { key: "A", names: ["example.org"], method: "dns-txt-token", scope: "base_domain" };

const cases: readonly (readonly [string, Sequence])[] = [
  [
    "an order that reads issued in the answer to the check, while its reissue waits for proofs, is not believed",
    {
      setting: { ...DV, awkward: { issuedWhileReissuePending: true } },
      start: A,
      steps: [{ do: "up" }],
    },
  ],
  [
    "a renewal with the same key that is rejected is not answered by the certificate before it",
    {
      setting: { ...DV, approval: true },
      start: A,
      steps: [
        { do: "up", publishes: true },
        { do: "approve" },
        { do: "up", publishes: true },
        { do: "up", publishes: true },
        { do: "edit", change: { trigger: 1 } },
        { do: "up" },
        { do: "reject" },
        { do: "up", publishes: true },
      ],
    },
  ],
  [
    "another method, while a mail is waited for, counts for the next reissue only",
    {
      setting: DV,
      start: { ...A, method: "email" },
      steps: [{ do: "up" }, { do: "edit", change: { method: "dns-txt-token" } }],
    },
  ],
  [
    "a refresh hands out what was issued meanwhile, and the next wish is not mistaken for it",
    {
      setting: { ...DV, awkward: { slowIssuanceSeconds: [700, 900] } },
      start: A,
      steps: [
        { do: "up", publishes: true },
        { do: "edit", change: { names: ["a.example.com"] } },
        { do: "clock", hours: 1 },
        { do: "up", refresh: true, publishes: true },
      ],
    },
  ],
];

keepEveryRuleIn(cases, Stage.build);
