/** What a run of mutations found, one sentence each; empty when every law held. */
export type Broken = readonly string[];

/** Stands in every mutated body and in secret inputs: nothing that is printed or kept may show it. */
export const CANARY = "c4nary-0f-th3-b0dy";

/** How an error looks that nobody wrote for a user. */
const RAW =
  /\b(TypeError|RangeError|SyntaxError|ZodError|ReferenceError|AssertionError)\b|is not a function|is not iterable|Cannot (read|set|convert|destructure) |undefined \(reading|Unexpected (token|end)|Invalid (URL|Date|time value)|\[object |\bNaN\b|\n\s+at .+:\d+/;

/** Words for users, held against the laws: no raw error, no body, no secret, nothing that steers a terminal. */
export const brokenBy = (text: string, secrets: readonly string[]): Broken => [
  ...(RAW.test(text) ? [`a raw error: ${text.slice(0, 300)}`] : []),
  ...(text.includes(CANARY) ? [`a body or a value is quoted: ${text.slice(0, 300)}`] : []),
  ...(secrets.some((secret) => text.includes(secret)) ? ["a key is shown"] : []),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  ...(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(text)
    ? ["a control character is printed"]
    : []),
  ...(/^\s*::[a-z-]+[^:]*::|##[a-z]*\[/im.test(text) ? ["a command of a CI system is printed"] : []),
];
