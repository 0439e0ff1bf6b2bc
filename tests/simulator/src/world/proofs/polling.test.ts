import { nextPoll } from "./polling";

const MINUTE = 60_000;
const start = new Date("2026-06-01T12:00:00Z");
const after = (minutes: number): number | undefined => {
  const poll = nextPoll(start, new Date(start.getTime() + minutes * MINUTE));
  return poll && (poll.getTime() - start.getTime()) / MINUTE;
};

test.each([
  [0, 1],
  [0.5, 1],
  [14, 15],
  [15, 20],
  [71, 75],
  [75, 90],
  [90, 105],
])("after minute %d the next automatic check is in minute %d", (passed, next) => expect(after(passed)).toBe(next));

test("after ten days nothing is checked any more", () => expect(after(10 * 24 * 60)).toBeUndefined());
