import type { Bag } from "../../provider/contract/resource";
import { instanceIn, isUnfinished, unfinished, withInstance } from "../../provider/front-doors/marshal";
import { fixturesIn, KINDS, planOf, played, VERSION } from "./fixtures";
import { scenes } from "./scenes";

/*
 * Every state that a release of ours has written, as it lies in a user's stack: today's code reads it and plans nothing
 * of its own. README.md says what is to be done when one of these tests fails.
 */

const HIDDEN = new Set(["__provider", "__urn"]);
const shown = (outputs: Bag): Bag => Object.fromEntries(Object.entries(outputs).filter(([key]) => !HIDDEN.has(key)));

/** A value's shape: members and their types, whatever the values; a list has the shape of its entries. */
const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return [...new Set(value.map((entry) => JSON.stringify(shapeOf(entry))))].sort();
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shapeOf(member)]));
  return value === null ? "null" : typeof value;
};

describe.each(Array.from({ length: VERSION }, (_, i) => i + 1))("state version %i", (version) => {
  const fixtures = fixturesIn(version);

  test.each(fixtures)("$file is planned as ever", ({ plan, ...given }) => {
    expect(planOf(given)).toEqual(plan);
  });

  test.each(fixtures)(
    "$file is planned quietly: only what was under way goes on, or what was found is mended",
    (given) => {
      const allowed = /\.(pending|unknown|lost|rejected|replaced-elsewhere|revoked-elsewhere)\b/.test(given.file);
      if (!allowed) expect(given.plan).toEqual({ action: "nothing", reasons: [] });
      expect(["replace", "remember"]).not.toContain(given.plan.action);
    },
  );

  if (version === VERSION)
    test.each(fixtures)("$file is stored again as it was", ({ kind, outputs }) => {
      // Which instance it is, and that its last step failed, is the door's to keep.
      const again = withInstance(KINDS[kind].storedAgain({ outputs }), instanceIn(outputs));
      expect(isUnfinished(outputs) ? unfinished(again) : again).toEqual(shown(outputs));
    });
});

describe("what this release writes", () => {
  test("a version without states is refused", () => {
    expect(() => fixturesIn(VERSION + 1)).toThrow("holds no state");
  });

  test("has a fixture for each phase of each kind", () => {
    expect(fixturesIn(VERSION).map(({ file }) => file)).toEqual(Object.keys(scenes).sort());
  });

  test.each(Object.keys(scenes))("%s has the shape of its fixture: another one is another version", async (name) => {
    const { inputs, outputs } = fixturesIn(VERSION).find(({ file }) => file === name) ?? {};

    const now = await played(name);

    expect(shapeOf({ inputs: now.inputs, outputs: now.outputs })).toEqual(shapeOf({ inputs, outputs }));
  });
});
