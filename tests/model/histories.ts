import { z } from "zod";
import { vectors } from "../../provider/contract/vectors.fake";
import type { AwkwardValues } from "../simulator/src";
import { BadSwitch, checked } from "../simulator/src/awkward/awkward";
import { keepEveryRuleIn, type Play } from "./property";

/*
 * The histories of tests/vectors/histories: what a model has found, or would have, each shrunk to its smallest sequence.
 * A member that nobody knows is refused, at every depth: it would be played as if it were not there.
 */

/** The switches of a CertCentral that is awkward in some way. */
export const awkward: z.ZodType<Partial<AwkwardValues>> = z
  .record(z.string(), z.unknown())
  .transform((given, { addIssue }) => {
    try {
      return checked(given);
    } catch (error) {
      if (!(error instanceof BadSwitch)) throw error;
      addIssue(error.message);
      return z.NEVER;
    }
  });

type Shape = Readonly<Record<string, z.ZodType>>;

/** Members that may be absent. */
export const maybe = <Members extends Shape>(members: Members) =>
  z.strictObject(
    Object.fromEntries(Object.entries(members).map(([name, shape]) => [name, z.exactOptional(shape)])) as {
      [Name in keyof Members]: z.ZodExactOptional<Members[Name]>;
    },
  );

/** A change of members: absent, set, or taken out. */
export const edit = <Members extends Shape>(members: Members) =>
  z.strictObject(
    Object.fromEntries(Object.entries(members).map(([name, shape]) => [name, z.exactOptional(z.nullable(shape))])) as {
      [Name in keyof Members]: z.ZodExactOptional<z.ZodNullable<Members[Name]>>;
    },
  );

export const killed = z.strictObject({ who: z.enum(["provider", "cli"]), afterWrite: z.int().positive() });
export const yes = z.boolean().exactOptional();

/** Steps that need no more than their names. */
export const bare = <const Names extends readonly [string, ...string[]]>(...names: Names) =>
  z.strictObject({ do: z.enum(names) });

export const failing = <Place extends string>(places: Readonly<Record<Place, unknown>>) =>
  z.strictObject({
    do: z.literal("fault"),
    at: z.enum(Object.keys(places) as [Place, ...Place[]]),
    kind: z.string(),
    times: z.int().positive(),
  });

export const clock = z.strictObject({ do: z.literal("clock"), hours: z.number() });

interface Parts<Sequence extends { setting: unknown; start: unknown; steps: readonly unknown[] }> {
  readonly setting: z.ZodType<Sequence["setting"]>;
  readonly start: z.ZodType<Sequence["start"]>;
  readonly step: z.ZodType<Sequence["steps"][number]>;
}

/** Plays every history of `tests/vectors/histories/<folder>`. */
export const keepEveryRuleInHistories = <
  Sequence extends { setting: unknown; start: unknown; steps: readonly unknown[] },
>(
  folder: string,
  { setting, start, step }: Parts<Sequence>,
  build: () => Promise<{ readonly play: Play<Pick<Sequence, "setting" | "start" | "steps">> }>,
): void => {
  const history = z.strictObject({ about: z.string().min(1), setting, start, steps: z.array(step).min(1) });
  const cases = vectors(`histories/${folder}`, history).map(
    ({ about, file: _, ...sequence }) => [about, sequence] as const,
  );
  keepEveryRuleIn(cases, build);
};
