import type { CliCommand } from "./command";

/** What `npx pulumi-digicert NAME` runs, by name. */
export const commands: Readonly<Record<string, CliCommand>> = {};
