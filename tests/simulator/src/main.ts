#!/usr/bin/env node
import { CALM } from "./awkward/calm";
import { BadFlag, HELP, readFlags } from "./flags";
import { simulate } from "./simulate";

const main = async (): Promise<void> => {
  const flags = readFlags(process.argv.slice(2));
  if (flags === "help") {
    process.stdout.write(HELP);
    return;
  }
  const seed = flags.seed ?? Math.floor(Math.random() * 1_000_000);
  process.stderr.write(`simulator: seed ${seed}\n`);
  const sim = await simulate({ seed, port: flags.port, leversPort: flags.leversPort, awkward: flags.calm ? CALM : {} });
  const stop = (): void => void sim.close().then(() => process.exit(0));
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  const { baseUrl, partnerBaseUrl, leversUrl, apiKey, partnerApiKey, rootPem } = sim;
  process.stdout.write(`${JSON.stringify({ baseUrl, partnerBaseUrl, leversUrl, apiKey, partnerApiKey, rootPem })}\n`);
};

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    error instanceof BadFlag
      ? `certcentral-simulator: ${message}\ntry --help\n`
      : `certcentral-simulator: ${message}\n`,
  );
  process.exitCode = error instanceof BadFlag ? 2 : 1;
});
