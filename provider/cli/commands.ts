import type { CliCommand } from "./command";
import { takeover } from "./takeover/takeover";

/** What `npx pulumi-digicert NAME` runs, by name. */
export const commands: Readonly<Record<string, CliCommand>> = { takeover };
