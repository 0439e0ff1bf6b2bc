import { Secret } from "../../certcentral";
import { entryOf, hintFits, isEntryOf } from "./credential-list";

const kid = new Secret("abcd-and-more-wxyz");
const entry = (credentialId: number, kidHint?: string) => ({
  credentialId,
  status: "active",
  ...(kidHint === undefined ? {} : { kidHint }),
});

test.each([
  ["abcd", "yes"],
  ["wxyz", "yes"],
  ["…wxyz", "yes"],
  ["****wxyz", "yes"],
  ["and-", "no"],
  ["zzzz", "no"],
  ["", "cannot tell"],
  ["****", "cannot tell"],
  [undefined, "cannot tell"],
])("hint %s fits: %s", (hint, expected) => {
  expect(hintFits(entry(1, hint), kid)).toBe(expected);
});

test("a pair is the one new entry whose hint fits", () => {
  const pair = { kid, knownCredentialIds: [1] };
  expect(entryOf([entry(1, "wxyz"), entry(2, "wxyz"), entry(3, "qqqq")], pair)?.credentialId).toBe(2);
  expect(entryOf([entry(1, "wxyz"), entry(3, "qqqq")], pair)).toBeUndefined();
  expect(entryOf([entry(2, "wxyz"), entry(3, "abcd")], pair)).toBeUndefined();
  expect(entryOf([entry(2), entry(3, "qqqq")], pair)).toBeUndefined();
});

/** Every combination of what is known about an entry and a pair: is the entry the pair? */
const IDS = { same: 2, other: 9, "not known": undefined };
const HINTS = { fits: "wxyz", "does not fit": "qqqq", missing: undefined };
const table: Record<keyof typeof IDS, Record<"new" | "there before", Record<keyof typeof HINTS, string>>> = {
  same: {
    new: { fits: "yes", "does not fit": "yes", missing: "yes" },
    "there before": { fits: "yes", "does not fit": "yes", missing: "yes" },
  },
  other: {
    new: { fits: "no", "does not fit": "no", missing: "no" },
    "there before": { fits: "no", "does not fit": "no", missing: "no" },
  },
  "not known": {
    new: { fits: "yes", "does not fit": "no", missing: "cannot tell" },
    "there before": { fits: "no", "does not fit": "no", missing: "no" },
  },
};
const combinations = Object.entries(table).flatMap(([id, ages]) =>
  Object.entries(ages).flatMap(([age, hints]) =>
    Object.entries(hints).map(([hint, is]) => [id, age, hint, is] as const),
  ),
);

test.each(combinations)("the pair's id is %s, the entry is %s, its hint %s: %s", (id, age, hint, is) => {
  const pair = { kid, credentialId: IDS[id as keyof typeof IDS], knownCredentialIds: age === "new" ? [] : [2] };

  expect(isEntryOf(entry(2, HINTS[hint as keyof typeof HINTS]), pair)).toBe(is);
  expect(combinations).toHaveLength(18);
});

test("where there is no pair, no entry is it", () => {
  expect(isEntryOf(entry(2, "wxyz"), { knownCredentialIds: [] })).toBe("no");
});
