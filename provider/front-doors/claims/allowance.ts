import { privateLog, type SharedLog } from "../../claims/shared-log";
import { present } from "../../contract/present";

/**
 * How much of a sort one operation does, over all its processes: each asks in the log they share, and those that were asked for first are
 * admitted. All hear the same lines in the same order, so no two of them take the last place; what a process that died did stays done.
 */
export class Allowance {
  readonly #admitted = new Map<string, Set<string>>();
  #nameless = 0;

  constructor(readonly log: SharedLog = privateLog()) {}

  /**
   * Whether one more of a sort may be done, of which there are to be `most` (`undefined`: however many). What goes by a name is one,
   * however often this process asks; another process's of the same name is another one, for it is done once more.
   */
  admits(sort: string, most: number | undefined, name?: string): boolean {
    if (most === 0) return false;
    if (name === undefined) this.#nameless += 1;
    const asked: Asked = present({ is: "asks", sort, who: `${this.log.me} ${name ?? this.#nameless}`, most });
    if (this.#has(asked)) return true;
    this.log.write(asked);
    // Its own once more: whoever cannot read what it wrote goes by what it knows.
    for (const line of [...this.log.read(), asked]) if (isAsked(line)) this.#hear(line);
    return this.#has(asked);
  }

  #has({ sort, who }: Asked): boolean {
    return this.#admitted.get(sort)?.has(who) ?? false;
  }

  #hear({ sort, who, most = Number.POSITIVE_INFINITY }: Asked): void {
    const admitted = this.#admitted.get(sort) ?? new Set();
    if (admitted.size < most) this.#admitted.set(sort, admitted.add(who));
  }
}

interface Asked {
  readonly is: "asks";
  readonly sort: string;
  readonly who: string;
  readonly most?: number;
}

/** Lines of another release may say something else. */
const isAsked = (value: unknown): value is Asked =>
  typeof value === "object" &&
  value !== null &&
  "is" in value &&
  value.is === "asks" &&
  "sort" in value &&
  typeof value.sort === "string" &&
  "who" in value &&
  typeof value.who === "string" &&
  (!("most" in value) || typeof value.most === "number");
