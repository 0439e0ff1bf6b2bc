/*
 * Text that somebody else wrote reaches terminals, CI logs and state: a comment of a colleague, a name, a message of the API or
 * of whatever answers in its place.
 */

/** ECMA-48: operating-system commands and their like with all they carry, control sequences, other escapes. Linear, for it may be long. */
const ESCAPES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|\u001b[ -/]*[0-~]?/g;
/** Controls but for tab and line ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
/** What turns text around (Unicode TR 9), hides it, or tags it: invisible, and of no use in a message. */
const INVISIBLE =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
const LONE_SURROGATES = /\p{Surrogate}/gu;

/** Commands of CI systems: `::warning file=x::` (GitHub), `##vso[…]`, `##[…]` (Azure), `##teamcity[…]`, `section_start:` (GitLab). */
const defused = (line: string): string =>
  line
    .replace(/(^|\s)::(?=[A-Za-z][^:]*::)/g, "$1: :")
    .replace(/##(?=[A-Za-z]*\[)/g, "# #")
    .replace(/\bsection_(start|end):(?=\d)/g, "section_$1 :");

/** Without escape sequences, controls and invisible characters; line ends and tabs stay, as PEM needs them. */
export const printable = (text: string): string =>
  text.replace(ESCAPES, "").replace(CONTROLS, "").replace(INVISIBLE, "").replace(LONE_SURROGATES, "\ufffd");

/** On one line, which no terminal and no CI system takes for a command; cut at `most` characters. */
export function oneLine(text: string, most = Number.POSITIVE_INFINITY): string {
  // What is cut off in the end need not be looked at: a body may be megabytes.
  const given = text.length > 4 * most + 1000 ? text.slice(0, 4 * most + 1000) : text;
  const line = defused(
    printable(given.replace(/[\u2028\u2029\u0085]/g, " "))
      .replace(/\s+/g, " ")
      .trim(),
  );
  return line.length <= most ? line : `${[...line.slice(0, most - 1)].filter(whole).join("")}…`;
}

/** Not half of a pair that the cut went through. */
const whole = (character: string): boolean => !/\p{Surrogate}/u.test(character);

/** Several lines of our own with foreign text among them, as they are printed. */
export const lines = (text: string): string => printable(text).split("\n").map(defused).join("\n");
