import type { z } from "zod";
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
  readonly schema: z.ZodType<Inputs>;
  readonly layout: Layout<State>;
  /** What a stored bag may lack: engines drop what is empty. */
  readonly empty: Partial<State>;
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
}: Stored<Inputs, State>): { readonly store: (state: State) => Bag; readonly restore: (stored: Bag) => State } => ({
  store: ({ requestedInputs, ...state }) => {
    const { outputs, internal } = split(state, layout);
    const names = Object.entries(layout).flatMap(([key, place]) => (place === "internal" ? [] : [key]));
    return {
      ...requestedInputs,
      ...Object.fromEntries(names.map((name) => [name, null])),
      ...outputs,
      internal: { version: STATE_VERSION, ...internal },
    };
  },
  restore: (stored) => {
    const ours = isBag(stored["internal"]) ? stored["internal"] : {};
    refuseNewer(ours["version"]);
    const state = joined(stored, ours, layout);
    return { ...empty, ...state, requestedInputs: asked(stored, isInput, schema) } as State;
  },
});

/** State of a newer release is refused: we would lose what we do not know. */
const refuseNewer = (version: unknown): void => {
  if (typeof version === "number" && version > STATE_VERSION)
    throw new Refusal([
      `this resource was last written by a newer pulumi-digicert (state version ${version}, this one knows ${STATE_VERSION})`,
      "install that release or a later one",
    ]);
};

const asked = <Inputs>(stored: Bag, isInput: object, schema: z.ZodType<Inputs>): Inputs => {
  const inputs: Record<string, unknown> = {};
  for (const key of Object.keys(isInput)) if (Object.hasOwn(stored, key)) inputs[key] = stored[key];
  const parsed = schema.safeParse(inputs, { jitless: true });
  // What an older release accepted may not fit today's shape: diff and delete have to work with it all the same.
  return parsed.success ? parsed.data : (inputs as Inputs);
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

const joined = (outputs: Bag, internal: Bag, layout: object): Bag => {
  const places: Bag = layout as Bag;
  const state: Record<string, unknown> = {};
  for (const key of Object.keys(layout)) {
    const place = places[key];
    const value = place === "output" ? outputs[key] : internal[key];
    const shown = isBag(place) ? outputs[key] : undefined;
    if (isBag(place) && isBag(shown)) state[key] = joined(shown, isBag(value) ? value : {}, place);
    else if (!isBag(place) && value !== undefined && value !== null) state[key] = value;
  }
  return state;
};

const isBag = (value: unknown): value is Bag => typeof value === "object" && value !== null && !Array.isArray(value);
