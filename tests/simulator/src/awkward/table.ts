import { ACCOUNT } from "./account";
import { EVIDENCE } from "./evidence";
import { PARTNER } from "./partner";
import { RULES } from "./rules";
import { SEEN } from "./seen";

/** Every switch of the simulated service. README.md repeats this table, and a test compares them. */
export const TABLE = { ...ACCOUNT, ...SEEN, ...RULES, ...EVIDENCE, ...PARTNER } as const;

export type AwkwardName = keyof typeof TABLE;
type Value<S> = S extends { value: infer T } ? T : never;
export type AwkwardValues = { -readonly [Name in AwkwardName]: Value<(typeof TABLE)[Name]> };
