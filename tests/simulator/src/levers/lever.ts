import type { Faults } from "../api/faults";
import type { History } from "../api/history";
import type { Body } from "../api/read";
import type { World } from "../world/world";

export interface Pull {
  world: World;
  faults: Faults;
  history: History;
  params: Readonly<Record<string, string>>;
  body: Body;
}

export type Lever = readonly [
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  does: string,
  pull: (pull: Pull) => unknown,
];

/** A lever pulled wrongly; the message is a sentence for the one who pulled. */
export class BadPull extends Error {
  constructor(
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

type Kind = "text" | "texts" | "number" | "flag";
type Kinds = Readonly<Record<string, Kind>>;
type Of<K extends Kind> = K extends "text"
  ? string
  : K extends "texts"
    ? string[]
    : K extends "number"
      ? number
      : boolean;
export type Read<S extends Kinds> = { [Name in keyof S]?: Of<S[Name]> };

const IS: Record<Kind, (value: unknown) => boolean> = {
  text: (value) => typeof value === "string",
  texts: (value) => Array.isArray(value) && value.every((one) => typeof one === "string"),
  number: (value) => typeof value === "number" && Number.isFinite(value),
  flag: (value) => typeof value === "boolean",
};

/** Reads a lever's body strictly: an unknown member or another type is refused. */
export const readWish = <S extends Kinds>(body: Body, kinds: S): Read<S> => {
  for (const [name, value] of Object.entries(body)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined)
      throw new BadPull(`no member is called ${name}; there are ${Object.keys(kinds).join(", ")}`);
    if (!IS[kind](value)) throw new BadPull(`${name} must be ${kind === "texts" ? "a list of texts" : `a ${kind}`}`);
  }
  return body as Read<S>;
};
