import type { Action } from "./plan";

interface Coded {
  readonly code: string;
}

/** For each code, which inputs and outputs a reason is about, by name: at least one. The compiler counts the codes. */
export type Touched<Reason extends Coded, Property extends string> = {
  readonly [Code in Reason["code"]]:
    | readonly [Property, ...Property[]]
    | ((reason: Extract<Reason, { readonly code: Code }>) => readonly Property[]);
};

export const touchedIn =
  <Reason extends Coded, Property extends string>(table: Touched<Reason, Property>) =>
  (reason: Reason): readonly Property[] => {
    const touched = table[reason.code as Reason["code"]] as
      | readonly Property[]
      | ((reason: Reason) => readonly Property[]);
    return typeof touched === "function" ? touched(reason) : touched;
  };

/** `made`: part of what is issued or made, known again once that is there. `kept`: changed by whatever is done. */
type Since = "made" | "kept";

/** Since when each output is known. The compiler counts them. */
export type Settled<Outputs> = { readonly [Name in keyof Outputs & string]-?: Since };

/** Actions that send nothing and look at nothing. */
const CHANGES_NOTHING: ReadonlySet<Action> = new Set(["nothing", "remember"]);

/** The outputs that an action leaves open until it has been carried out. Pure. */
export const unsettledIn =
  <Outputs>(table: Settled<Outputs>) =>
  (action: Action): readonly (keyof Outputs & string)[] => {
    const names = Object.keys(table) as (keyof Outputs & string)[];
    if (CHANGES_NOTHING.has(action)) return [];
    return action === "retire" ? names.filter((name) => table[name] === "kept") : names;
  };
