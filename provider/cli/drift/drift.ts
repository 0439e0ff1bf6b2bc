import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Option } from "commander";
import * as z from "zod";
import { isAtLeast, SEVERITIES } from "../../contract/lines/grade";
import { type CliCommand, FAILED } from "../command";
import type { Terminal } from "../terminal";
import { type Drift, driftIn, type Finding } from "./findings";
import { FORMATS, type Format } from "./formats";
import { readPreview, Unreadable } from "./preview";
import { type Printed, runPreview } from "./run-preview";

/** Exit code where something was found at the level of `--fail-on` or above. As `terraform plan -detailed-exitcode` has it. */
export const DRIFTED = 2;

const LEVELS = [...SEVERITIES, "never"] as const;
const formats = Object.keys(FORMATS) as Format[];

const Options = z.object({
  failOn: z.enum(LEVELS),
  format: z.enum(Object.keys(FORMATS) as [Format, ...Format[]]),
  stack: z.string().optional(),
  runProgram: z.boolean().optional(),
  cwd: z.string().optional(),
});

/** Says what a preview shows of our resources that needs somebody, and ends with an exit code that says whether it does. */
export const drift: CliCommand = {
  summary: "says what needs somebody, from a preview: for people and for jobs",
  declare: (command) =>
    command
      .argument(
        "[file]",
        "what `pulumi preview --json --refresh` printed; - for standard input; left out, the preview is made",
      )
      .addOption(
        new Option("--fail-on <severity>", "the least severity that ends with exit code 2")
          .choices(LEVELS)
          .default("attention"),
      )
      .addOption(new Option("--format <format>", "how it is printed").choices(formats).default("table"))
      .option("-s, --stack <name>", "of the preview that is made; else the selected one")
      .option("-C, --cwd <folder>", "of the preview that is made: where Pulumi.yaml is")
      .option("--run-program", "the preview's refresh uses today's configuration instead of the one in state")
      .addHelpText(
        "after",
        `
Exit codes: 0 nothing at --fail-on or above; 2 something; 1 it could not look (a failed preview, a refused key, unreadable JSON).
It changes nothing, in CertCentral or in state. A view-only API key is enough, in DIGICERT_API_KEY.`,
      ),
  run: async ({ args: [file], options }, terminal) => {
    const { failOn, format, stack, runProgram, cwd = "." } = Options.parse(options);
    const printed =
      file === undefined
        ? await runPreview({ stack, runProgram, cwd: resolve(terminal.cwd, cwd) }, terminal)
        : { text: await textOf(file, terminal) };
    const found = foundIn(printed);
    const isFailure = ({ severity }: Finding): boolean => failOn !== "never" && isAtLeast(severity, failOn);
    terminal.print(FORMATS[format](found, isFailure));
    if (found.faults.length > 0) {
      terminal.say(`could not look:\n${found.faults.map((fault) => `  ${fault}\n`).join("")}`);
      return FAILED;
    }
    return found.findings.some(isFailure) ? DRIFTED : 0;
  },
};

/** A preview that failed has not seen everything, whatever it printed until then. */
const foundIn = ({ text, failed }: Printed): Drift => {
  if (failed === undefined) return driftIn(readPreview(text));
  try {
    const { findings, faults } = driftIn(readPreview(text));
    return { findings, faults: [failed, ...faults] };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { findings: [], faults: [failed, "what it printed until then cannot be read"] };
  }
};

const textOf = async (file: string, { cwd, readIn }: Terminal): Promise<string> => {
  if (file === "-") return readIn();
  try {
    return decoded(await readFile(resolve(cwd, file)));
  } catch (error) {
    throw new Error(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** What Windows PowerShell writes with `>` is UTF-16, and says so at its beginning. */
const decoded = (bytes: Buffer): string => bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? "utf16le" : "utf8");
