/** Prints the folder of a Pulumi CLI that runs programs in Node, after finding, downloading or building it: `npx tsx scripts/engine/main.ts`. */
import { ensureEngine } from "./ensure";
import { world } from "./world";

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));

ensureEngine().then(
  ({ bin, version, source }) => {
    world.say(
      `Pulumi CLI ${version} (${{ path: "installed", download: "downloaded", go: "built from its Go modules" }[source]})`,
    );
    process.stdout.write(`${bin}\n`);
  },
  (error: unknown) => {
    world.say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
