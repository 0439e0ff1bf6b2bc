import fc from "fast-check";
import { lines, oneLine, printable } from "./foreign-text";

const ESC = "\u001b";

test.each([
  ["colour", `${ESC}[31mred${ESC}[0m`, "red"],
  ["a cleared screen", `${ESC}[2J${ESC}[Hgone`, "gone"],
  ["a link that shows another address", `${ESC}]8;;https://evil.example${ESC}\\click${ESC}]8;;\u0007`, "click"],
  ["a window title", `${ESC}]0;owned\u0007text`, "text"],
  ["one that does not end", `before ${ESC}]52;c;cm0gLXJm`, "before"],
  ["C1 in one byte", "\u009b31mred\u009d0;title\u009c.", "red."],
  ["a new line", "no\r\n::warning::pwned", "no : :warning::pwned"],
  ["Unicode's own line ends", "a\u2028b\u2029c\u0085d", "a b c d"],
  ["a command of GitHub", "::error file=a.ts,line=1::no", ": :error file=a.ts,line=1::no"],
  ["a mask that hides the log", "x ::add-mask::e", "x : :add-mask::e"],
  ["a command of Azure", "##vso[task.setvariable variable=x]y", "# #vso[task.setvariable variable=x]y"],
  ["a format of Azure", "a ##[error]b", "a # #[error]b"],
  ["a message of TeamCity", "##teamcity[buildStop]", "# #teamcity[buildStop]"],
  ["a fold of GitLab", `section_start:1560896352:x\r${ESC}[0Ky`, "section_start :1560896352:x y"],
  ["text turned around", "\u202egnp.exe\u202c a\u2066b\u2069", "gnp.exe ab"],
  ["invisible text", "a\u200bb\ufeffc\u{e0041}d", "abcd"],
  ["half a character", "a\ud83db", "a\ufffdb"],
])("%s", (_, given, shown) => {
  expect(oneLine(given)).toBe(shown);
});

test.each([
  "2001:db8::1",
  "fe80::abc:1",
  "::1",
  "Zoë 😀 見本",
  "a.example.com",
  "access_denied|missing_permission: No.",
])("what means no harm stays as it is: %s", (text) => {
  expect([oneLine(text), lines(text)]).toEqual([text, text]);
});

test("long text is cut, not in the middle of a character", () => {
  expect(oneLine("x".repeat(600), 10)).toBe("xxxxxxxxx…");
  expect(oneLine("😀".repeat(20), 10)).toBe("😀😀😀😀…");
});

test("our own lines stay lines; a command among them does not", () => {
  expect(lines(`rejected: no\n##vso[task.complete]${ESC}[2J\n  hint: ask`)).toBe(
    "rejected: no\n# #vso[task.complete]\n  hint: ask",
  );
});

const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ESC,
        `${ESC}[`,
        `${ESC}]`,
        "\u0007",
        "\u009b",
        "\n",
        "\r",
        "::warning::",
        "##vso[",
        "##",
        "[",
        "::",
        "\u202e",
        "a",
        " ",
        "1m",
      ),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(""));

test("law: one line, nothing that steers a terminal, no command; and doing it again changes nothing", () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const shown = oneLine(text, 200);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      expect(shown).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]|##[a-zA-Z]*\[/);
      expect(shown).not.toMatch(/^\s*::[a-z]+[^:]*::/i);
      expect(shown.length).toBeLessThanOrEqual(200);
      expect(oneLine(shown, 200)).toBe(shown);
      expect(printable(printable(text))).toBe(printable(text));
    }),
    { numRuns: 3_000 },
  );
});

test("a megabyte of openings takes no time to speak of", () => {
  expect(printable(`${ESC}]`.repeat(500_000))).toBe("");
  expect(oneLine(" ".repeat(1_000_000), 500)).toBe("");
});
