import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { SEED } from "../scale/fleet";
import { decisions } from "./decisions";
import { type Figure, isOver, shown } from "./figure";
import { memory } from "./memory";
import { plugin } from "./plugin";
import { BARRED, previews } from "./previews";
import { scale } from "./scale";

/*
 * The numbers of docs/performance.md, each with its bar: `npm run bench`; `--quick` with few certificates, as a smoke test;
 * `--json` for machines; `--only decisions,scale,memory,plugin,previews`. A figure over its bar ends with exit code 1.
 */
const PARTS: Readonly<Record<string, (quick: boolean) => Promise<readonly Figure[]>>> = {
  decisions,
  scale: (quick) => scale(quick ? [10] : [10, 100, 1000, 3000], progress),
  memory: async (quick) => memory(quick ? 20 : 3000),
  plugin: (quick) => (quick ? plugin(4, 3, progress) : plugin(60, 21, progress)),
  previews: async (quick) =>
    quick
      ? previews(10, 1, progress)
      : [...(await previews(BARRED, 5, progress)), ...(await previews(1000, 5, progress))],
};

const VERSIONS = {
  node: process.version,
  platform: process.platform,
  pulumi: JSON.parse(readFileSync(require.resolve("@pulumi/pulumi/package.json"), "utf8")).version,
  seed: SEED,
};

const progress = (line: string): void => console.error(`  ${line}`);

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { quick: { type: "boolean" }, json: { type: "boolean" }, only: { type: "string" } },
  });
  const figures: Figure[] = [];
  for (const part of values.only?.split(",") ?? Object.keys(PARTS)) {
    const measure = PARTS[part];
    if (measure === undefined) throw new Error(`there is no part "${part}": ${Object.keys(PARTS).join(", ")}`);
    const found = await measure(values.quick === true);
    figures.push(...found);
    if (!values.json) for (const figure of found) console.log(shown(figure));
  }
  if (values.json) console.log(JSON.stringify({ ...VERSIONS, figures }, null, 2));
  if (figures.some(isOver)) process.exitCode = 1;
};

main().catch((error: Error) => {
  console.error(error.stack);
  process.exitCode = 1;
});
