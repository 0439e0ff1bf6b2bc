import type { AwkwardValues } from "../awkward/table";
import type { Dice } from "../world/random";

/** A member whose value is undefined is absent; the service may say null instead. */
export type View = { [member: string]: unknown };

/** A map that may be written as a list when it is empty. */
export class MapView {
  constructor(readonly entries: View) {}
}

const isPlain = (value: unknown): value is View =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Writes a view as the service would today. */
export const present = (view: unknown, awkward: AwkwardValues, dice: Dice): unknown => {
  if (Array.isArray(view)) return view.map((one) => present(one, awkward, dice));
  if (view instanceof MapView) {
    const isEmpty = Object.keys(view.entries).length === 0;
    return isEmpty && awkward.emptyMapsAsLists ? [] : present(view.entries, awkward, dice);
  }
  if (!isPlain(view)) return view;
  const members = Object.entries(view).flatMap(([name, value]): [string, unknown][] => {
    if (value !== undefined) return [[name, present(value, awkward, dice)]];
    return dice.chance(awkward.nullForAbsent) ? [[name, null]] : [];
  });
  return Object.fromEntries(members);
};

/** The members that have a value; the rest is missing for certain. */
export const given = (view: View): View =>
  Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined));
