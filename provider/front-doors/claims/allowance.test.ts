import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { type SharedLog, sharedLogIn } from "../../claims/shared-log";
import { processes } from "../../claims/shared-log.fake";
import { law } from "../../contract/laws.fake";
import { Allowance } from "./allowance";

const many = (times: number, ask: () => boolean): number => Array.from({ length: times }, ask).filter(Boolean).length;

test("as many as are allowed are admitted, of each sort by itself; where there is no limit, all", () => {
  const allowance = new Allowance();
  expect(many(5, () => allowance.admits("reissue", 3))).toBe(3);
  expect(many(5, () => allowance.admits("revocation", 1))).toBe(1);
  expect(many(5, () => allowance.admits("look", undefined))).toBe(5);
});

test("what goes by a name is one, however often it is asked for, also when all are taken", () => {
  const allowance = new Allowance();
  const ask = (name: string) => allowance.admits("reissue", 1, name);
  expect(["118", "118", "119", "118", "119"].map(ask)).toEqual([true, true, false, true, false]);
});

test("another process's of the same name is another one", () => {
  const [one, two] = processes(2).map((log) => new Allowance(log));
  expect([one, two, one].map((each) => each?.admits("reissue", 1, "118"))).toEqual([true, false, true]);
});

test("what a process that died did stays counted", () => {
  const dead: string[] = [];
  const [dying, living] = processes(2, dead).map((log) => new Allowance(log));
  dying?.admits("reissue", 2);
  dead.push("p0");
  expect(many(3, () => living?.admits("reissue", 2) ?? false)).toBe(1);
});

test("each goes by its own limit, and those who have none count for the others", () => {
  const [free, two] = processes(2).map((log) => new Allowance(log));
  expect(many(3, () => free?.admits("reissue", undefined) ?? false)).toBe(3);
  expect([two?.admits("reissue", 3), two?.admits("reissue", 4), free?.admits("reissue", undefined)]).toEqual([
    false,
    true,
    true,
  ]);
});

/** While one process writes, others may be quicker, or slower: before its line is there, or before it has read it. */
const meeting = (log: SharedLog, before: () => void, after: () => void): SharedLog => ({
  ...log,
  write: (line) => {
    before();
    log.write(line);
    after();
  },
});

law(
  "whoever comes between, no two take the last place, and none is left",
  fc.property(
    fc.integer({ min: 0, max: 12 }),
    fc.array(fc.record({ who: fc.nat(2), before: fc.nat(2), after: fc.nat(2) }), { maxLength: 12 }),
    (most, meetings) => {
      const admitted = [0, 0, 0];
      let asked = 0;
      let next = 0;
      let depth = 0;
      const ask = (who: number): void => {
        asked += 1;
        depth += 1;
        if (allowances[who]?.admits("reissue", most)) admitted[who] = (admitted[who] ?? 0) + 1;
        depth -= 1;
      };
      /** Another process asks and is answered; so does the one that comes between in that. */
      const between = (me: number, step: number | undefined): void => {
        if (depth < 3 && step !== undefined && step !== me) ask(step);
      };
      const allowances = processes(3).map((log, me) => {
        let meets: (typeof meetings)[number] | undefined;
        return new Allowance(
          meeting(
            log,
            () => {
              meets = meetings[next++];
              between(me, meets?.before);
            },
            () => between(me, meets?.after),
          ),
        );
      });
      for (const { who } of meetings) ask(who);

      expect(admitted.reduce((sum, count) => sum + count, 0)).toBe(Math.min(asked, most));
    },
  ),
);

describe("a log that fails", () => {
  test("nothing is done where nothing is allowed, and no log is asked", () => {
    const broken = (): never => {
      throw new Error("no log");
    };
    const allowance = new Allowance({ me: "me", write: broken, read: broken, isGone: broken });
    expect(allowance.admits("reissue", 0)).toBe(false);
  });

  test("a process that hears nothing, not even itself, keeps to the limit by itself", () => {
    const allowance = new Allowance({ me: "me", write: () => {}, read: () => [], isGone: () => false });
    expect(many(5, () => allowance.admits("reissue", 2))).toBe(2);
  });

  test("a process that cannot write keeps to the limit by itself; what it did is told to the others as soon as it can be", () => {
    const above = mkdtempSync(join(tmpdir(), "pulumi-digicert-allowance-"));
    try {
      const folder = join(above, "later");
      const alone = new Allowance(sharedLogIn(folder, "allowance"));
      expect(many(3, () => alone.admits("reissue", 2))).toBe(2);

      mkdirSync(folder);
      expect(alone.admits("revocation", 1)).toBe(true);
      expect(alone.admits("reissue", 2)).toBe(false);
      const other = new Allowance(sharedLogIn(folder, "allowance"));
      expect(many(3, () => other.admits("reissue", 3))).toBe(1);
    } finally {
      rmSync(above, { recursive: true });
    }
  });

  test("lines that are none of its own are passed over", () => {
    const [log] = processes(1);
    for (const line of [
      [],
      { is: "asks" },
      { is: "asks", sort: "reissue", who: 1 },
      { is: "asks", sort: "reissue", who: "x", most: "many" },
      { is: "wants", sort: "reissue", who: "x" },
    ])
      log?.write(line);
    expect(new Allowance(log).admits("reissue", 1)).toBe(true);
  });
});
