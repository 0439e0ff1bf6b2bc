import type { Action } from "../../../contract/plan";
import type { Reason } from "../reasons";
import { writesOf } from "./writes";

const pending = (phase: string): Reason => ({
  code: "pending-request",
  requestIds: [],
  phase,
  instead: false,
  foreign: false,
});

/** The compiler counts them. */
const ALLOWED = {
  nothing: [],
  remember: [],
  blocked: [],
  resume: [],
  validate: [],
  regenerate: [],
  revoke: [],
  retire: ["revoke"],
  reissue: ["reissue", "cancel"],
  replace: ["reissue", "cancel"],
} satisfies Record<Action, readonly string[]>;

test.each(Object.entries(ALLOWED))("a row that says %s allows a certificate %j", (action, allowed) => {
  expect([...writesOf({ action: action as Action, reasons: [] })]).toEqual(allowed);
});

test("a row that looks for what became of a lost request says that it asks again, and may; one that only waits may not", () => {
  expect([...writesOf({ action: "resume", reasons: [pending("unknown")] })]).toEqual(["reissue"]);
  expect([...writesOf({ action: "resume", reasons: [pending("approval")] })]).toEqual([]);
});
