import { grade } from "./grades";
import type { Reason } from "./reasons";

const END = { notAfter: "2026-12-04T23:59:59Z" };
const waits = (phase: string, instead = false): Reason => ({
  code: "pending-request",
  requestIds: [],
  phase,
  instead,
  foreign: false,
});

test.each<[string, Reason, object]>([
  [
    "a renewal that is due in time",
    { code: "expires-soon", daysLeft: 12, minDays: 30, ...END },
    { severity: "attention", until: "2026-12-04" },
  ],
  [
    "one that is due in the last week",
    { code: "expires-soon", daysLeft: 6, minDays: 30, ...END },
    { severity: "urgent", until: "2026-12-04" },
  ],
  [
    "coverage that ends before the certificate does",
    { code: "coverage-ends", orderId: 118, orderValidTill: "2026-12-01", daysLeft: 12, ...END },
    { severity: "attention", until: "2026-12-01" },
  ],
  [
    "one whose time runs out while something is waited for",
    { code: "ends-meanwhile", daysLeft: 6, ...END },
    { severity: "urgent", until: "2026-12-04" },
  ],
  ["a certificate that is dead", { code: "expired", ...END }, { severity: "urgent" }],
  ["a request that an administrator has to decide", waits("approval"), { severity: "attention" }],
  ["one that is taken back for another", waits("approval", true), { severity: "info" }],
  ["what DigiCert is working on", waits("issuing"), { severity: "info" }],
  ["a no", { code: "rejected-before", sentence: "no", again: false }, { severity: "attention" }],
  ["a no to something else", { code: "rejected-before", sentence: "no", again: true }, { severity: "info" }],
  ["what the program asks for", { code: "names-added", names: ["a"] }, { severity: "info" }],
])("%s", (_, reason, graded) => {
  expect(grade(reason)).toEqual(graded);
});
