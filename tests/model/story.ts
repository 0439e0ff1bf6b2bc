import type { Ended } from "../in-process-engine/command";
import type { Levers } from "../simulator/src";

/** A rule that did not hold; the message tells the whole story. */
export class Broken extends Error {
  constructor(rule: string, story: readonly string[]) {
    super(`${rule}\n  ${story.join("\n  ")}`);
    this.name = "Broken";
  }
}

/** What happened in a sequence so far, line by line, for whoever reads of a broken rule. */
export class Story {
  readonly #lines: string[];

  constructor(sequence: { readonly setting: unknown; readonly start: unknown }) {
    this.#lines = [`setting ${JSON.stringify(sequence.setting)}`, `start ${JSON.stringify(sequence.start)}`];
  }

  tell(line: string): void {
    this.#lines.push(line);
  }

  broken(rule: string): never {
    throw new Broken(rule, this.#lines);
  }

  /** Runs a command; what is thrown past the engine is a mistake of ours. */
  async run<Result>(what: string, command: () => Promise<Result>): Promise<Result> {
    try {
      return await command();
    } catch (error) {
      if (error instanceof Broken) throw error;
      return this.broken(`${what} threw: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }

  /** Tells how a command ended, in words that are held against what holds for every command. */
  ended(what: string, { ok, did, reasons, lines, calls }: Ended): void {
    this.tell(`  ${what}: ${ok ? "ok" : "FAILED"} [${did.join(", ")}] ${reasons.join(" / ")}`);
    for (const line of lines) if (!line.startsWith("progress")) this.tell(`    ${line}`);
    this.isForPeople([...reasons, ...lines]);
    if (what === "preview" && calls > 0) this.broken("a preview called the API");
  }

  /** No words that only a mistake of ours puts in front of a person. */
  isForPeople(lines: readonly string[]): void {
    if (/Cannot read|is not a function|is not iterable|undefined|\[object/.test(lines.join(" ")))
      this.broken("what is said speaks of our own code");
  }

  /** A step that nothing had changed for sends nothing that changes anything. */
  async wroteNothing(pull: Levers): Promise<void> {
    const writes = (await pull.history()).filter(({ method }) => method !== "GET");
    if (writes.length > 0)
      this.broken(`an up without a change wrote: ${writes.map(({ method, path }) => `${method} ${path}`)}`);
  }
}

/** A change of a program: members that are given are set, `null` takes one out. */
export type Edit<Wanted> = { readonly [Key in keyof Wanted]?: Wanted[Key] | null };

/** The members that say something. */
export const said = <Member>(
  bag: Readonly<Record<string, Member>>,
): Record<string, Exclude<Member, null | undefined>> =>
  Object.fromEntries(
    Object.entries(bag).filter(
      (entry): entry is [string, Exclude<Member, null | undefined>] => entry[1] !== null && entry[1] !== undefined,
    ),
  );

export const edited = <Wanted extends object>(program: Wanted, change: Edit<Wanted>): Wanted =>
  said<unknown>({ ...program, ...change }) as Wanted;
