import type { Bag } from "../../provider/contract/resource";
import type { DynamicProvider, Kind } from "../../provider/front-doors/dynamic";

/*
 * The engine's half of each step: what it hands to a provider, and what it saves of the answer, half-way failures included.
 */

/** Which resource of a stack. */
export interface Identity {
  readonly kind: Kind;
  readonly name: string;
  readonly urn: string;
  /** Names of the resources that it was made of, or had to wait for. */
  readonly dependsOn: readonly string[];
}

/** A resource as the engine keeps it. */
export interface Saved extends Identity {
  readonly id: string;
  readonly inputs: Bag;
  readonly outputs: Bag;
  readonly initErrors?: readonly string[];
}

/** What is stored for the provider alone. */
export const internalOf = ({ outputs }: Pick<Saved, "outputs">): Bag => (outputs["internal"] ?? {}) as Bag;

type Save = (saved: Saved) => unknown;

/** The command was killed. */
export class Killed extends Error {}

/** A step failed; what the user reads. */
export class Failed extends Error {
  constructor(readonly reasons: readonly string[]) {
    super(reasons.join("\n"));
  }
}

export const check = async (door: DynamicProvider, prior: Saved | undefined, program: Bag): Promise<Bag> => {
  const { inputs, failures } = await door.check(plain(prior?.inputs ?? {}), plain(program));
  if (failures.length > 0) throw new Failed(failures.map(({ reason }) => `check: ${reason}`));
  return plain(inputs);
};

export const diff = (door: DynamicProvider, { id, outputs }: Saved, news: Bag): ReturnType<DynamicProvider["diff"]> =>
  door.diff(id, plain(outputs), plain(news));

export const isUnfinished = ({ initErrors = [] }: Saved): boolean => initErrors.length > 0;

export const create = (door: DynamicProvider, which: Identity, news: Bag, save: Save): Promise<void> =>
  half(
    async () => {
      const { id, outs } = await door.create(plain(news));
      if (typeof id !== "string" || id === "") throw new Error("create gave no id");
      save({ ...which, id, inputs: news, outputs: plain(outs) });
    },
    ({ id, properties, reasons }) =>
      save({ ...which, id, inputs: news, outputs: plain(properties), initErrors: reasons }),
  );

export const update = (
  door: DynamicProvider,
  { id, outputs }: Saved,
  which: Identity,
  news: Bag,
  save: Save,
): Promise<void> =>
  half(
    async () => {
      const { outs } = await door.update(id, plain(outputs), plain(news));
      save({ ...which, id, inputs: news, outputs: plain(outs) });
    },
    ({ properties, reasons }) => save({ ...which, id, inputs: news, outputs: plain(properties), initErrors: reasons }),
  );

/** What an earlier step left unfinished is, after a read, as finished as the read says. */
export const read = (door: DynamicProvider, { initErrors: _, ...prior }: Saved, save: Save): Promise<void> =>
  half(async () => {
    const { id: found, props } = await door.read(prior.id, plain(prior.outputs));
    if (found === undefined || found === "") throw new Error("read says that the resource is gone");
    save({ ...prior, outputs: plain(props) });
  });

export const remove = (door: DynamicProvider, { id, outputs }: Saved): Promise<void> =>
  half(() => door.delete(id, plain(outputs)));

interface PartialFailure {
  readonly id: string;
  readonly properties: Bag;
  readonly reasons: readonly string[];
}

/** The host takes a thrown error with an id for a step that failed half-way; without one, nothing is saved. */
const half = async (step: () => Promise<void>, save?: (failure: PartialFailure) => void): Promise<void> => {
  try {
    await step();
  } catch (error) {
    if (error instanceof Killed) throw error;
    if (!(error instanceof Error)) throw new Error(`something that is no error was thrown: ${String(error)}`);
    if (!("id" in error)) {
      if (["TypeError", "ReferenceError", "AssertionError"].includes(error.name)) throw error;
      throw new Failed([error.message]);
    }
    const failure = error as unknown as PartialFailure;
    if (save === undefined) throw new Error("a read or a delete cannot fail half-way");
    if (failure.properties["__provider"] === undefined) throw new Error("a half-way failure without __provider");
    if (failure.reasons.length === 0) throw new Error("a half-way failure without reasons");
    save(failure);
    throw new Failed(failure.reasons);
  }
};

/** As it comes out of the host's own conversion: plain data, a fresh copy; anything else is our mistake. */
const plain = (bag: Bag): Record<string, unknown> => {
  const seen = (value: unknown, path: string): unknown => {
    if (value === null || typeof value === "string" || typeof value === "boolean") return value;
    if (typeof value === "number" && Number.isFinite(value)) return value;
    if (Array.isArray(value)) return value.map((member, i) => seen(member, `${path}[${i}]`));
    if (typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype)
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, seen(member, `${path}.${key}`)]));
    throw new Error(`the host cannot carry ${path}: ${String(value)}`);
  };
  return seen(bag, "bag") as Record<string, unknown>;
};
