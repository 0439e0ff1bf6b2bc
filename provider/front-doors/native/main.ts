import { engineAddress } from "../engine";
import { surroundingsAt } from "../surroundings";
import { handlersFor, listen } from "./server";

/*
 * `pulumi-resource-digicert`: what Pulumi starts. It is told the engine's address as its last argument, and reads the port from the
 * first line that is printed.
 */

/** The engine that started this process is gone, and nobody will stop it. */
const isOrphan = (parent: number): boolean => process.ppid !== parent;

const main = async (): Promise<void> => {
  const { port } = await listen(handlersFor(surroundingsAt, engineAddress(process.argv)));
  process.stdout.write(`${port}\n`);
  const parent = process.ppid;
  // A step that is under way is finished and written down by nobody; what it asks of CertCentral is asked only while the engine lives.
  setInterval(() => isOrphan(parent) && process.exit(0), 60_000).unref();
};

main().catch((error: unknown) => {
  process.stderr.write(`pulumi-resource-digicert: ${error instanceof Error ? error.message : "failed to start"}\n`);
  process.exitCode = 1;
});
