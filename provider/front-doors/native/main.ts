import { engineAddress } from "../engine";
import { type Handlers, listen } from "./listen";

/*
 * `pulumi-resource-digicert`: what Pulumi starts. It is told the engine's address as its last argument, and reads the port from the
 * first line that is printed.
 */

/** The engine that started this process is gone, and nobody will stop it. */
const isOrphan = (parent: number): boolean => process.ppid !== parent;

let loaded: Handlers | undefined;
const load = (): Handlers => {
  loaded ??= loading();
  return loaded;
};

const loading = (): Handlers => {
  const { handlersFor }: typeof import("./server") = require("./server");
  const { surroundingsAt }: typeof import("../surroundings") = require("../surroundings");
  return handlersFor(surroundingsAt, engineAddress(process.argv));
};

const main = async (): Promise<void> => {
  const { port } = await listen(load);
  process.stdout.write(`${port}\n`);
  const parent = process.ppid;
  // A step that is under way is finished and written down by nobody; what it asks of CertCentral is asked only while the engine lives.
  setInterval(() => isOrphan(parent) && process.exit(0), 60_000).unref();
};

main().catch((error: unknown) => {
  process.stderr.write(`pulumi-resource-digicert: ${error instanceof Error ? error.message : "failed to start"}\n`);
  process.exitCode = 1;
});
