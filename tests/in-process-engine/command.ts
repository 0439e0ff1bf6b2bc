import type { Kind } from "../../provider/front-doors/dynamic";
import { Failed, Killed } from "./steps";

/** A clock that moves only where somebody moves it. */
export interface Virtual {
  now: number;
}

/** When and how a command is killed: `provider` dies with the n-th write accepted, or `cli` dies then and the provider lives on. */
export interface Kill {
  readonly who: "provider" | "cli";
  readonly afterWrite: number;
}

/** What a command did with one resource. */
export type Did =
  | "create"
  | "update"
  | "same"
  | "read"
  | "delete"
  /** Of a preview. */
  | "would create"
  | "would update"
  | "would replace"
  /** Something that it depends on did not go well, or it is new and no target. */
  | "skipped"
  | "refused by check";

/** What a command did with one resource, and what the user reads of it. */
export interface Row {
  readonly kind: Kind;
  readonly name: string;
  readonly did: Did;
  /** Why it failed; empty where it went well. */
  readonly reasons: readonly string[];
}

/** It went well, as far as it had anything to do. */
export const isWell = ({ did, reasons }: Pick<Row, "did" | "reasons">): boolean =>
  reasons.length === 0 && did !== "skipped";

/** How a command ended: well, with a failure that the user reads, or killed. */
export interface Ended {
  readonly ok: boolean;
  readonly killed: boolean;
  /** What the user reads of the failure. */
  readonly reasons: readonly string[];
  /** One for each thing that it did or left out, in the order in which they began. */
  readonly rows: readonly Row[];
  /** The same in words: `web: update`. */
  readonly did: readonly string[];
  /** What was said to people, `warn: …`, and in passing, `progress: …`. */
  readonly lines: readonly string[];
  readonly linesOf: (name: string) => readonly string[];
  /** How many requests were sent. */
  readonly calls: number;
}

/** The last row of this resource. */
export const rowOf = ({ rows }: Ended, name: string): Row => {
  const row = rows.findLast((other) => other.name === name);
  if (row === undefined) throw new Error(`the command did nothing with ${name}`);
  return row;
};

/** What a command leaves behind, however it ends. */
export interface Traces {
  readonly rows: readonly Row[];
  readonly lines: readonly string[];
  readonly linesOf: (name: string) => readonly string[];
  readonly transport: { readonly calls: number };
}

/** How the work ended. `dead`: rejects when the command dies before it is done. */
export const endOf = async (traces: Traces, dead: Promise<never>, work: Promise<void>): Promise<Ended> => {
  const { rows, lines, linesOf, transport } = traces;
  const end = (ok: boolean, killed: boolean, reasons: readonly string[]): Ended => {
    const did = rows.map((row) => `${row.name}: ${row.did}`);
    return { ok, killed, reasons, rows, did, lines, linesOf, calls: transport.calls };
  };
  try {
    await Promise.race([work, dead]);
    return end(true, false, []);
  } catch (error) {
    if (error instanceof Killed) return end(false, true, ["killed"]);
    if (error instanceof Failed) return end(false, false, error.reasons);
    throw error;
  }
};
