import type { Bag } from "../../provider/contract/resource";
import type { DynamicProvider } from "../../provider/front-doors/dynamic";

/*
 * The engine's half of each step: what it hands to a provider, and what it saves of the answer, half-way failures included.
 */

/** A resource as the engine keeps it. */
export interface Saved {
  readonly urn: string;
  readonly id: string;
  readonly inputs: Bag;
  readonly outputs: Bag;
  readonly initErrors?: readonly string[];
}

/** What is stored for the provider alone. */
export const internalOf = ({ outputs }: Pick<Saved, "outputs">): Bag => (outputs["internal"] ?? {}) as Bag;

type Save = (saved: Saved) => unknown;

export class Killed extends Error {}
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

export const diff = (door: DynamicProvider, prior: Saved, news: Bag): ReturnType<DynamicProvider["diff"]> =>
  door.diff(prior.id, plain(prior.outputs), plain(news));

export const isUnfinished = ({ initErrors = [] }: Saved): boolean => initErrors.length > 0;

export const create = (door: DynamicProvider, urn: string, news: Bag, save: Save): Promise<void> =>
  half(
    async () => {
      const { id, outs } = await door.create(plain(news));
      if (typeof id !== "string" || id === "") throw new Error("create gave no id");
      save({ urn, id, inputs: news, outputs: plain(outs) });
    },
    ({ id, properties, reasons }) => save({ urn, id, inputs: news, outputs: plain(properties), initErrors: reasons }),
  );

export const update = (door: DynamicProvider, { urn, id, outputs }: Saved, news: Bag, save: Save): Promise<void> =>
  half(
    async () => {
      const { outs } = await door.update(id, plain(outputs), plain(news));
      save({ urn, id, inputs: news, outputs: plain(outs) });
    },
    ({ properties, reasons }) => save({ urn, id, inputs: news, outputs: plain(properties), initErrors: reasons }),
  );

export const read = (door: DynamicProvider, { urn, id, inputs, outputs }: Saved, save: Save): Promise<void> =>
  half(async () => {
    const { id: found, props } = await door.read(id, plain(outputs));
    if (found === undefined || found === "") throw new Error("read says that the resource is gone");
    save({ urn, id, inputs, outputs: plain(props) });
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
      if (error.name === "TypeError" || error.name === "ReferenceError" || error.name === "AssertionError") throw error;
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
