import type { z } from "zod";
import { narrowed } from "./narrowed";
import { Refusal } from "./refusal";
import type { Bag } from "./resource";

/** The version of state that this release writes, for every kind of resource. */
export const STATE_VERSION = 1;

/** Where a member of a state is stored: `output` for programs to read, `internal` for ourselves. */
type Place = "output" | "internal";

/** The same of an object's members: those for programs under the object's own name, the others under its name in `internal`. */
type Places<Value> = {
  readonly [Key in keyof Value]-?:
    | Place
    | (NonNullable<Value[Key]> extends readonly unknown[]
        ? never
        : NonNullable<Value[Key]> extends object
          ? Places<NonNullable<Value[Key]>>
          : never);
};

/** Where each member of a kind's state is stored. The compiler counts them. */
export type Layout<State> = Places<Omit<State, "requestedInputs">>;

/** What programs read of a value that is laid out so. */
type Shown<Value, Given> = Given extends "output"
  ? Value
  : {
      readonly [Key in keyof Value as Key extends Open<Given> ? Key : never]: Shown<
        Value[Key],
        Given[Key & keyof Given]
      >;
    };

type Open<Given> = { [Key in keyof Given]: Given[Key] extends "internal" ? never : Key }[keyof Given];

/** A kind's outputs. A stored one is never absent: Pulumi would hold it for unknown in each preview. It is `null` instead. */
export type OutputsOf<State, Given> = {
  readonly [Key in keyof State as Key extends Open<Given> ? Key : never]-?:
    | Shown<NonNullable<State[Key]>, Given[Key & keyof Given]>
    | (undefined extends State[Key] ? null : never);
};

interface Stored<Inputs, State> {
  /** By each input's name: what is stored under one of them is an input, everything else an output. */
  readonly inputs: Readonly<Record<keyof Inputs & string, unknown>>;
  readonly schema: z.ZodObject;
  readonly layout: Layout<State>;
  /** What a stored bag may lack: engines drop what is empty. */
  readonly empty: Partial<State>;
  /** Outputs that are stored as an empty list, and not as null, where there is no value: programs loop over them. */
  readonly lists?: readonly (keyof State & string)[];
}

/**
 * How a kind's state is stored: inputs under their own names, beside them the outputs, each of them at any time, and what
 * is for ourselves in one output `internal`, which no class declares.
 */
export const storedState = <Inputs, State extends { readonly requestedInputs: Inputs }>({
  inputs: isInput,
  schema,
  layout,
  empty,
  lists = [],
}: Stored<Inputs, State>): { readonly store: (state: State) => Bag; readonly restore: (stored: Bag) => State } => {
  const parts = partsOf(layout);
  const none = Object.fromEntries([
    ...parts.flatMap(({ name, place }) => (place === "internal" ? [] : [[name, null]])),
    ...lists.map((name) => [name, []]),
  ]);
  return {
    store: ({ requestedInputs, ...state }) => {
      const { outputs, internal } = split(state, layout);
      return { ...requestedInputs, ...none, ...outputs, internal: { version: STATE_VERSION, ...internal } };
    },
    restore: (stored) => {
      const ours = isBag(stored["internal"]) ? stored["internal"] : {};
      refuseNewer(ours["version"]);
      const state = joined(stored, ours, parts, empty, lists);
      return Object.assign(state, { requestedInputs: asked(stored, isInput, schema) }) as State;
    },
  };
};

/** State of a newer release is refused: we would lose what we do not know. */
const refuseNewer = (version: unknown): void => {
  if (typeof version === "number" && version > STATE_VERSION)
    throw new Refusal([
      `this resource was last written by a newer pulumi-digicert (state version ${version}, this one knows ${STATE_VERSION})`,
      "install that release or a later one",
    ]);
};

const asked = <Inputs>(stored: Bag, isInput: object, schema: z.ZodObject): Inputs => {
  const names = Object.keys(stored).filter((name) => Object.hasOwn(isInput, name) && (stored[name] ?? null) !== null);
  const inputs = Object.fromEntries(names.map((name) => [name, stored[name]]));
  const parsed = narrowed(schema, names).safeParse(inputs, { jitless: true });
  // What an older release accepted may not fit today's shape: diff and delete have to work with it all the same.
  return (parsed.success ? parsed.data : inputs) as Inputs;
};

const split = (state: object, layout: object): { readonly outputs: Bag; readonly internal: Bag } => {
  const places: Bag = { ...layout };
  const outputs: Record<string, unknown> = {};
  const internal: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(state)) {
    const place = places[key];
    if (value === undefined) continue;
    if (place === "output") outputs[key] = value;
    else if (isBag(place) && isBag(value)) {
      const parts = split(value, place);
      outputs[key] = parts.outputs;
      if (Object.keys(parts.internal).length > 0) internal[key] = parts.internal;
    } else internal[key] = value;
  }
  return { outputs, internal };
};

/** A layout as it is gone through. */
interface Part {
  readonly name: string;
  readonly place: Place | readonly Part[];
}

const partsOf = (layout: object): readonly Part[] =>
  Object.entries(layout).map(([name, place]) => ({ name, place: isBag(place) ? partsOf(place) : place }));

/** What is stored of the parts, put together again; of `lists` an empty one is nothing. */
const joined = (
  outputs: Bag,
  internal: Bag,
  parts: readonly Part[],
  empty: Bag = {},
  lists: readonly string[] = [],
): Bag => {
  const state: Record<string, unknown> = {};
  for (const { name, place } of parts) {
    const value = (place === "internal" ? internal : outputs)[name] ?? empty[name];
    if (value === undefined || value === null) continue;
    if (typeof place === "string") {
      if (!(Array.isArray(value) && value.length === 0 && lists.includes(name))) state[name] = value;
    } else if (isBag(value)) {
      const ours = internal[name];
      state[name] = joined(value, isBag(ours) ? ours : {}, place);
    }
  }
  return state;
};

const isBag = (value: unknown): value is Bag => typeof value === "object" && value !== null && !Array.isArray(value);
