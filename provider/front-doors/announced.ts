import { digest } from "../contract/digest";
import type { Bag } from "../contract/resource";

/**
 * Which of the engine's comparisons are about the program. A refresh compares too, by itself: with the inputs of the last step that
 * ended well, and under the name that the resource had then. What will be done, and who keeps what, is for the program's own
 * inputs to say, once. A refresh comes before the program's check, or (`--run-program`) between the check and its comparison.
 */
export class Announced {
  /** By URN, the inputs that passed check and were not compared yet. */
  readonly #checked = new Map<string, Bag>();
  readonly #read = new Set<string>();

  check(urn: string, inputs: Bag): void {
    this.#checked.set(urn, inputs);
  }

  read(urn: string): void {
    this.#read.add(urn);
  }

  /** Whether a comparison is the program's. True once for each check. */
  isProgram(urn: string, inputs: Bag): boolean {
    const checked = this.#checked.get(urn);
    const mayBeRefresh = this.#read.delete(urn);
    if (checked === undefined || (mayBeRefresh && digest(checked) !== digest(inputs))) return false;
    return this.#checked.delete(urn);
  }
}
