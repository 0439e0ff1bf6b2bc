import type { Ended } from "../../../in-process-engine/command";
import type { Moment, Rule } from "./moment";

/** What changes something at CertCentral. `proof`: whoever waits may ask for the random value in force, which ends none that is. */
type Write = "reissue" | "cancel" | "revoke" | "proof";

/** What each action of a row lets its step send. A row that looks for a lost request says so, and then may ask again. */
const ALLOWED: Readonly<Record<string, readonly Write[]>> = {
  reissue: ["reissue", "cancel", "proof"],
  resume: ["proof"],
  retire: ["revoke"],
  remember: [],
  // The create, and the delete of what it replaces.
  replace: ["reissue", "cancel", "revoke", "proof"],
};
const ASKS_AGAIN = "asks again if nothing did";

/** What a command sends is among what the rows of its preview say; if more is needed, it has to be previewed first. */
export const asPreviewed: Rule = ({ what, ended, writes, story }) => {
  const may = what === "destroy" ? ["cancel", "revoke"] : what === "up" ? allowedBy(ended) : [];
  for (const call of writes)
    if (!may.includes(writeOf(call)))
      story.broken(`${call} was sent, which no row of the ${what} lets expect: ${shownRows(ended)}`);
};

const allowedBy = (ended: Ended): readonly Write[] => [
  ...(ended.did.includes("create") ? (ALLOWED["reissue"] ?? []) : []),
  ...(ended.did.includes("delete") ? (["cancel", "revoke"] as const) : []),
  ...rowsOf(ended).flatMap((row): readonly Write[] =>
    row.includes(ASKS_AGAIN) ? ["reissue", "proof"] : (ALLOWED[row.split(":")[0] ?? ""] ?? []),
  ),
];

/** What the engine shows of a change, which diff has said: `reissue: adds c.example.com`. */
const rowsOf = ({ lines }: Ended): string[] =>
  lines.flatMap((line) => {
    const [, row] = /^info: ((?:reissue|resume|retire|remember|replace): .*)$/.exec(line) ?? [];
    return row === undefined ? [] : [row];
  });

const shownRows = (ended: Ended): string => [...ended.did, ...rowsOf(ended)].join(", ");

const WRITES: readonly (readonly [string, Write])[] = [
  ["/revoke", "revoke"],
  ["/status", "cancel"],
  ["/dcv-random-value", "proof"],
];
const writeOf = (call: Moment["writes"][number]): Write => WRITES.find(([end]) => call.endsWith(end))?.[1] ?? "reissue";
