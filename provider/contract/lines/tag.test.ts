import fc from "fast-check";
import { law } from "../laws.fake";
import { beforeEnd, gradesIn, isAtLeast, SEVERITIES } from "./grade";
import { readTag, type Tag, tagged, tagOf } from "./tag";

test("a line carries its codes, its severity and its day behind its words", () => {
  expect(tagged("reissue: 12 days left", { codes: ["expires-soon"], severity: "attention", until: "2026-12-04" })).toBe(
    "reissue: 12 days left [code=expires-soon severity=attention until=2026-12-04]",
  );
  expect(tagged("x", { codes: ["a", "b"], severity: "info" })).toBe("x [code=a,b severity=info]");
});

const code = fc.stringMatching(/^[a-z][a-z-]{0,12}$/);
const tags: fc.Arbitrary<Tag> = fc.record(
  {
    codes: fc.array(code, { minLength: 1, maxLength: 4 }),
    severity: fc.constantFrom(...SEVERITIES),
    until: fc.constantFrom("2026-12-04", "2027-01-01"),
  },
  { requiredKeys: ["codes", "severity"], noNullPrototype: true },
);

law(
  "what is written behind a line is read again, whatever the line says",
  fc.property(fc.string(), tags, (words, tag) => {
    expect(readTag(tagged(words, tag))).toEqual({ words, ...tag });
  }),
);

test.each([
  "",
  "reissue: 12 days left",
  "x [code= severity=info]",
  "x [code=a severity=loud]",
  "[code=a severity=info] x",
])("%j carries no tag", (line) => {
  expect(readTag(line)).toBeUndefined();
});

test("several reasons are as severe as the most severe, until the first of their days, each code once", () => {
  expect(
    tagOf([
      { code: "a", severity: "info", until: "2027-01-01" },
      { code: "b", severity: "urgent" },
      { code: "a", severity: "attention", until: "2026-12-04" },
    ]),
  ).toEqual({ codes: ["a", "b"], severity: "urgent", until: "2026-12-04" });
});

test("a grade is a word, or found from the reason", () => {
  type Reason = { readonly code: "calm" } | { readonly code: "end"; readonly daysLeft: number };
  const grade = gradesIn<Reason>({ calm: "info", end: ({ daysLeft }) => beforeEnd(daysLeft, "2026-12-04T23:59:59Z") });

  expect(grade({ code: "calm" })).toEqual({ severity: "info" });
  expect(grade({ code: "end", daysLeft: 8 })).toEqual({ severity: "attention", until: "2026-12-04" });
  expect(grade({ code: "end", daysLeft: 7 })).toEqual({ severity: "urgent", until: "2026-12-04" });
  expect(["info", "attention", "urgent"].map((severity) => isAtLeast(severity as "info", "attention"))).toEqual([
    false,
    true,
    true,
  ]);
});
