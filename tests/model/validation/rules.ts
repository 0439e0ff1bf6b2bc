import type { Bag } from "../../../provider/contract/resource";
import { isWell, type Row } from "../../in-process-engine/command";
import type { Saved } from "../../in-process-engine/steps";
import type { OrderFacts } from "../../simulator/src";
import { COMMON_NAME, type Key } from "../simulated";
import type { Story } from "../story";
import type { Wanted } from "./steps";

/*
 * What must hold of every step of a validation, said of the world and of state alone: the rules know nothing of how they
 * are kept.
 */

/** What was handed out when both rows were last well, and for which trigger. */
export interface Served {
  readonly certificateId: number;
  readonly trigger: number | undefined;
}

/** What a user sees of a step. */
export interface ToldRow extends Pick<Row, "did" | "reasons"> {
  readonly lines: readonly string[];
}

/** A step of the validation, with the world and the state around it. */
export interface Moment {
  readonly story: Story;
  readonly program: Wanted;
  readonly keys: Readonly<Record<Wanted["key"], Key>>;
  readonly row: ToldRow;
  /** Calls fail at present. */
  readonly faulty: boolean;
  readonly calls: readonly { readonly method: string; readonly path: string }[];
  /** What was open at each look that was asked for. */
  readonly checks: readonly (readonly string[])[];
  readonly order: OrderFacts;
  readonly before: Bag;
  readonly after: Bag;
  /** The certificate's own row. */
  readonly certificate: Saved | undefined;
  readonly served: Served | undefined;
}

/** The validation changes nothing: it looks, and only while something is open. */
export const looksOnly = ({ story, calls, checks, faulty }: Moment): void => {
  for (const { method, path } of calls)
    if (method !== "GET" && !/\/(check-dcv|dcv-random-value)$/.test(path))
      story.broken(`the validation wrote: ${method} ${path}`);
  // After a lost answer it looks again, and finds what the first look has found already.
  if (!faulty && checks.some((open) => open.length === 0))
    story.broken("a check was asked for although nothing was open");
};

/** What is handed out is what was asked for, and nothing else is. Answers what is handed out now. */
export const handsOutWhatIsWanted = (moment: Moment): Served | undefined => {
  const { row, order, before, after, certificate, served, program } = moment;
  const id = after["certificateId"] ?? undefined;
  if (!isWell(row)) {
    if (id !== (before["certificateId"] ?? undefined))
      moment.story.broken("a step that failed handed out another certificate");
    return served;
  }
  if (after["status"] !== "issued") moment.story.broken(`a row that is well reads ${after["status"]}`);
  const handed = order.certificates.find((c) => c.id === id);
  if (handed?.pem == null) return moment.story.broken(`what was handed out, ${id}, does not exist`);
  const complain = (rest: string): never => moment.story.broken(`certificate ${handed.id} was handed out${rest}`);
  if (oneLine(String(after["certificatePem"])) !== oneLine(handed.pem)) complain(" with another PEM");
  const owned = certificate?.outputs ?? {};
  if (owned["status"] === "issued" && owned["certificateId"] !== handed.id)
    complain(`, and its own row holds ${owned["certificateId"]}`);
  if (handed.spkiSha256 !== moment.keys[program.key].fingerprint) complain(", with another key than the wanted one");
  const inputs = new Set([COMMON_NAME, ...program.names]);
  if (handed.issuedNames.length !== inputs.size || !handed.issuedNames.every((name) => inputs.has(name)))
    complain(` for ${handed.issuedNames}, not for ${[...inputs]}`);
  if ((program.duplicate ?? false) !== handed.duplicate)
    complain(`, which is ${handed.duplicate ? "a" : "no"} duplicate`);
  if (row.did !== "same" && handed.status !== "issued") complain(`, and is ${handed.status}`);
  if (served !== undefined && served.trigger !== program.trigger && served.certificateId === handed.id)
    complain(" again for another trigger");
  return { certificateId: handed.id, trigger: program.trigger };
};

/** What is reported as missing is what is missing. */
export const namesWhatIsMissing = ({ story, row, faulty, after, order }: Moment): void => {
  if (faulty || isWell(row)) return;
  const said = (after["missingNames"] ?? []) as string[];
  const isPending = row.reasons.some((line) => /run pulumi up again/.test(line) && /it (looks|continues)/.test(line));
  if (isPending && [...said].sort().join() !== openIn(order).sort().join())
    story.broken(`said to be missing: ${said}; missing: ${openIn(order)}`);
};

export const openIn = ({ certificates }: OrderFacts): string[] => [
  ...new Set(certificates.filter(({ status }) => status === "pending").flatMap(({ toProve }) => toProve)),
];

const oneLine = (pem: string): string => pem.replace(/\s/g, "");
