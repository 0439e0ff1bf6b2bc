import { parseArgs } from "node:util";
import { fuzzConnections } from "./connections";
import { fuzzInputs } from "./inputs";
import type { Broken } from "./laws";
import { fuzzLifecycles } from "./lifecycles";
import { fuzzReaders } from "./readers";

/*
 * npm run fuzz -- [--seed N] [--count N] [--only answers,lifecycles,inputs,connections]
 *
 * Prints what broke a law, with the seed that repeats it (`--seed S --count 1 --only …`), and ends with 1 if anything did.
 */
const RUNS: Readonly<Record<string, (seed: number, count: number) => Broken | Promise<Broken>>> = {
  answers: (seed, count) => fuzzReaders(seed, count * 10),
  lifecycles: (seed, count) => fuzzLifecycles(seed, count, progress(count)),
  inputs: fuzzInputs,
  connections: (seed, count) => fuzzConnections(seed, Math.ceil(count / 20)),
};

const progress = (count: number) => (done: number, found: Broken) => {
  for (const line of found) console.error(`  ${line}`);
  if (done % 1_000 === 0) console.error(`  ${done} of ${count}`);
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { seed: { type: "string" }, count: { type: "string" }, only: { type: "string" } },
  });
  const seed = number(values.seed, Date.now() % 1_000_000_000);
  const count = number(values.count, 1_000);
  const names = values.only?.split(",") ?? Object.keys(RUNS);
  console.log(`seed ${seed}, count ${count}`);
  let broken = 0;
  for (const name of names) {
    const run = RUNS[name];
    if (run === undefined) throw new Error(`there is no run "${name}": ${Object.keys(RUNS).join(", ")}`);
    const found = await run(seed, count);
    broken += found.length;
    console.log(`${name}: ${found.length} broken`);
    for (const line of found.slice(0, 200)) console.log(`  ${line}`);
  }
  // Sockets that hostile servers left open keep nobody waiting.
  process.exit(broken > 0 ? 1 : 0);
}

const number = (text: string | undefined, otherwise: number): number => {
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${text} is not a whole number`);
  return value;
};

main().catch((error: Error) => {
  console.error(`${error.message}\nnpm run fuzz -- [--seed N] [--count N] [--only ${Object.keys(RUNS).join(",")}]`);
  process.exit(2);
});
