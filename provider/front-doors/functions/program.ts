import { linesOf } from "../../contract/partial-failure";
import type { Bag } from "../../contract/resource";
import { lines } from "../../contract/text/foreign-text";
import { readSettings } from "../../settings/settings";
import { type Surroundings, surroundingsAt } from "../surroundings";
import { ask, type FunctionName } from "./orders";

/*
 * What a program's own process asks CertCentral, where Pulumi has no plugin to ask: its dynamic providers have no functions. With the
 * provider processes of the operation it keeps to the key's limits.
 */

/** By the engine's address: the Automation API has several operations in one process. */
const surroundings = new Map<string, Surroundings>();

const at = (address: string): Surroundings => {
  const known = surroundings.get(address) ?? surroundingsAt(address);
  surroundings.set(address, known);
  return known;
};

/** `config`: the stack's settings, by their whole names. `address`: the engine's. What it fails with is for people, and holds no key. */
export const askFromProgram = async (
  name: FunctionName,
  args: Bag,
  config: (key: string) => string | undefined,
  address: string,
  around = at(address),
): Promise<Bag> => {
  const settings = readSettings({ config, env: around.env });
  try {
    return await ask(name, args, settings, around);
  } catch (error) {
    throw new Error(
      settings.scrub(lines([`${name}: ${linesOf(error)[0] ?? "failed"}`, ...linesOf(error).slice(1)].join("\n"))),
    );
  }
};
