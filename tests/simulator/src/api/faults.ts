/** The next `times` calls that match fail in this way. */
export interface Fault {
  method?: string;
  /** A part of the path with its query; `*` stands for anything. */
  path?: string;
  kind: string;
  times: number;
}

export type Blow =
  | { kind: "lose-answer" | "drop" | "garbage" }
  | { kind: "status" | "act-then-status"; status: number }
  | { kind: "delay"; ms: number };

export const KINDS = "lose-answer, drop, garbage, status:NNN, act-then-status:NNN, delay:ms";

export const readKind = (kind: string): Blow | undefined => {
  if (kind === "lose-answer" || kind === "drop" || kind === "garbage") return { kind };
  const [, name, digits] = /^(status|act-then-status|delay):(\d{1,6})$/.exec(kind) ?? [];
  const number = Number(digits);
  if (name === "delay") return { kind: "delay", ms: number };
  if ((name === "status" || name === "act-then-status") && number >= 200 && number <= 599)
    return { kind: name, status: number };
  return undefined;
};

const fits = (pattern: string | undefined, path: string): boolean =>
  pattern === undefined ||
  new RegExp(
    pattern
      .split("*")
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*"),
  ).test(path);

/** Faults that wait for a call. The oldest that matches strikes, one at a time. */
export class Faults {
  #waiting: (Fault & { blow: Blow })[] = [];

  add(fault: Fault, blow: Blow): void {
    this.#waiting.push({ ...fault, blow });
  }

  strike(method: string, path: string): (Fault & { blow: Blow }) | undefined {
    const fault = this.#waiting.find(
      (f) => (f.method === undefined || f.method.toUpperCase() === method) && fits(f.path, path),
    );
    if (fault === undefined) return undefined;
    fault.times -= 1;
    if (fault.times <= 0) this.#waiting = this.#waiting.filter((f) => f !== fault);
    return fault;
  }

  get waiting(): Fault[] {
    return this.#waiting.map(({ blow: _, ...fault }) => fault);
  }

  clear(): void {
    this.#waiting = [];
  }
}
