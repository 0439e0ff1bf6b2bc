import { type AwkwardName, type AwkwardValues, TABLE } from "./table";

export class BadSwitch extends Error {}

const isName = (name: string): name is AwkwardName => Object.hasOwn(TABLE, name);

export const defaults = (): AwkwardValues => {
  const values = Object.entries(TABLE).map(([name, { value }]) => [name, value]);
  return Object.fromEntries(values) as AwkwardValues;
};

/** Checks switches given from outside; throws BadSwitch with a sentence. Nothing is set unless all of it can be. */
export const checked = (given: object): Partial<AwkwardValues> => {
  for (const [name, value] of Object.entries(given)) {
    if (!isName(name)) throw new BadSwitch(`no switch is called ${name}`);
    if (!TABLE[name].accepts(value)) throw new BadSwitch(`${name} takes ${TABLE[name].takes}`);
  }
  return given;
};

export interface ShownSwitch {
  name: AwkwardName;
  group: string;
  meaning: string;
  takes: string;
  standard: unknown;
  value: unknown;
}

export const shown = (values: AwkwardValues): ShownSwitch[] =>
  Object.keys(TABLE)
    .filter(isName)
    .map((name) => {
      const { group, meaning, takes, value } = TABLE[name];
      return { name, group, meaning, takes, standard: value, value: values[name] };
    });
