import { inMarkdown } from "./markdown";

test.each([
  ["a row ends where ours does", "a|b\r| c |\nd", "a\\|b \\| c \\| d"],
  [
    "markup and HTML are text",
    "*a* _b_ `c` <img> [d](e) ~f~ &lt;",
    "\\*a\\* \\_b\\_ \\`c\\` \\<img\\> \\[d\\](e) \\~f\\~ \\&lt;",
  ],
  ["a terminal's commands are gone", "\u001b]0;title\u0007red \u001b[31mwords\u202e", "red words"],
  ["nobody is called", "ask @team, (@me)", "ask @\u200bteam, (@\u200bme)"],
  ["nothing is referred to", "as in #12", "as in \\#\u200b12"],
  ["a mail address can be copied", "jane@example.com", "jane@example.com"],
])("%s", (_, text, shown) => {
  expect(inMarkdown(text)).toBe(shown);
});

test("it is cut where that is asked for", () => {
  expect(inMarkdown("abcdef", 4)).toBe("abc…");
});
