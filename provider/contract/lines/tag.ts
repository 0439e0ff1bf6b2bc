import { present } from "../present";
import { type Grade, isAtLeast, SEVERITIES, type Severity } from "./grade";

/** What a line of a plan carries for machines, behind its words. */
export interface Tag extends Grade {
  /** Of its reasons, as they are said. */
  readonly codes: readonly string[];
}

const TAG = new RegExp(
  `^(.*) \\[code=([a-z0-9,-]+) severity=(${SEVERITIES.join("|")})(?: until=(\\d{4}-\\d{2}-\\d{2}))?\\]\\s*$`,
  "s",
);

/** `words [code=expires-soon severity=attention until=2026-12-04]`. Pure. */
export const tagged = (words: string, { codes, severity, until }: Tag): string =>
  `${words} [code=${codes.join(",")} severity=${severity}${until === undefined ? "" : ` until=${until}`}]`;

/** The reverse: words and tag of a line; `undefined` for one that carries none. Pure. */
export const readTag = (line: string): (Tag & { readonly words: string }) | undefined => {
  const [, words, codes, severity, until] = TAG.exec(line) ?? [];
  if (words === undefined || codes === undefined || severity === undefined) return undefined;
  return present({ words, codes: codes.split(","), severity: severity as Severity, until });
};

/** Several reasons in one line: as severe as the most severe of them, until the first of their days. Pure. */
export const tagOf = (graded: readonly (Grade & { readonly code: string })[]): Tag => {
  const days = graded.flatMap(({ until }) => until ?? []).sort();
  return present({
    codes: [...new Set(graded.map(({ code }) => code))],
    severity: graded.reduce<Severity>((most, { severity }) => (isAtLeast(severity, most) ? severity : most), "info"),
    until: days[0],
  });
};
