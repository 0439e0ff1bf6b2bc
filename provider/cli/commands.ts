import type { CliCommand } from "./command";
import { drift } from "./drift/drift";
import { takeover } from "./takeover/takeover";

/** What `npx pulumi-digicert NAME` runs, by name. */
export const commands: Readonly<Record<string, CliCommand>> = { drift, takeover };
