import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { InvalidArgumentError, Option } from "commander";
import z from "zod";
import { type CertCentral, connect, packageVersion, readOnly } from "../../certcentral";
import { NOBODY } from "../../contract/heir";
import { present } from "../../contract/present";
import type { Run } from "../../contract/run";
import type { Ctx } from "../../resources/order/context";
import { readSettings, type Settings } from "../../settings/settings";
import type { CliCommand } from "../command";
import type { Terminal } from "../terminal";
import { isThere, refuseUnwritable, writeFiles } from "./files";
import { declareFilters, Filters } from "./filters";
import { projectFiles, stackFile, stackLines } from "./program";
import { counted, FORMATS, type Format, type Found, TIGHTEN } from "./report";
import { survey } from "./survey";

const formats = Object.keys(FORMATS) as [Format, ...Format[]];

const Options = Filters.extend({
  out: z.string().optional(),
  prove: z.boolean(),
  force: z.boolean(),
  tighten: z.boolean(),
  format: z.enum(formats),
  project: z.string(),
  stack: z.string(),
});

/** What surrounds the command beside its terminal: a test's stand-ins, or the world. */
export interface Surroundings {
  readonly connect: (settings: Settings) => CertCentral;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
}

const WORLD: Surroundings = {
  connect: ({ account, limits }) => connect(account, present({ limits })),
  now: () => new Date(),
  sleep: (ms) => delay(ms),
};

const nothingFound = (filters: Filters): string =>
  [
    Object.values(filters).some((filter) => filter !== undefined)
      ? "no order of the account passes the filters: nothing was written"
      : "the account has no orders that this key may see: nothing was written",
    "--product takes CertCentral's identifiers (ssl_basic, ssl_ev_basic, client_premium), --division the numbers of divisions, --name whole names or patterns with *",
  ].join("\n");

/** The table, beside the program. */
const REPORT = "TAKEOVER.md";

/** Exit code where an order that looked takable would not be adopted. */
const NOT_ALL = 2;

/** Takes over what is in production: looks at an account's orders, and writes the program that adopts them. Reads only. */
export const takeoverIn = (around: Surroundings): CliCommand => ({
  summary: "finds out which certificates can be taken over, and writes the program that adopts them; it only reads",
  declare: (command) =>
    void declareFilters(command)
      .option("--prove", "try each by reading only: would the first pulumi up adopt it?", false)
      .option(
        "--out <folder>",
        "write the project there: program, settings, public keys, TAKEOVER.md; without it the table is printed",
        someFolder,
      )
      .option("--force", "write over files that are there, but for the stack's settings", false)
      .option("--project <name>", "the project's name", named("project"), "certificates")
      .option("--stack <name>", "the stack whose settings are written", named("stack"), "production")
      .addOption(
        new Option("--format <format>", "how it is printed; TAKEOVER.md is Markdown").choices(formats).default("table"),
      )
      .option("--tighten", "only say what to tighten when", false)
      .addHelpText(
        "after",
        `
The API key is read from DIGICERT_API_KEY (a view-only one is enough), DIGICERT_REGION and DIGICERT_BASE_URL say where.
Exit code 2: with --prove, an order was left out for the provider would not adopt it. What to do then: the table says.`,
      ),
  run: async ({ options }, terminal) => {
    const { out, prove, force, tighten, format, project, stack, ...filters } = Options.parse(options);
    if (tighten) {
      terminal.print(`${TIGHTEN[format]}\n`);
      return 0;
    }
    const settings = readSettings({ env: terminal.env });
    const [problem] = settings.problems.services;
    if (problem !== undefined) throw new Error(problem);
    const folder = resolve(terminal.cwd, out ?? ".");
    const about = { name: project, stack, settings: settingsFor(terminal), version: packageVersion() };
    // A thousand orders are not read for nothing.
    if (out !== undefined)
      refuseUnwritable(folder, [...Object.keys(projectFiles([], about)), REPORT, "keys/0.pem"], { force });
    const found = await survey({ filters, prove }, contextFor(around, settings, terminal)).finally(() =>
      terminal.passing(""),
    );
    if (found.taken.length + found.left.length === 0) throw new Error(nothingFound(filters));
    if (out === undefined) terminal.print(FORMATS[format](found, stack));
    else {
      const { [stackFile(about)]: settingsText = "", ...files } = projectFiles(found.taken, about);
      const kept = isThere(folder, stackFile(about));
      writeFiles(
        folder,
        {
          ...files,
          [REPORT]: FORMATS.markdown(found, stack),
          ...(kept && force ? {} : { [stackFile(about)]: settingsText }),
        },
        { force },
      );
      terminal.print(told(found, out));
      if (kept)
        terminal.print(
          toAdd(stackFile(about), stackLines(about), readFileSync(join(folder, stackFile(about)), "utf8")),
        );
    }
    return prove && found.left.some(({ is }) => is === "refused") ? NOT_ALL : 0;
  },
});

export const takeover = takeoverIn(WORLD);

/** Pulumi's own rule for names. */
const named =
  (what: string) =>
  (text: string): string => {
    if (!/^[A-Za-z0-9._-]{1,100}$/.test(text))
      throw new InvalidArgumentError(`A ${what}'s name has letters, digits, dots, hyphens and underscores only.`);
    return text;
  };

const someFolder = (text: string): string => {
  if (text.trim() === "") throw new InvalidArgumentError("Name a folder; . is this one.");
  return text;
};

/** A stack's settings hold its secrets, and what they are encrypted with: they are left as they are, and this is said. */
const toAdd = (file: string, lines: readonly string[], text: string): string => {
  const has = new Set(text.split(/\r?\n/).map((line) => line.trimEnd()));
  const missing = lines.filter((line) => !has.has(line));
  return missing.length === 0
    ? ""
    : `${file} was there, and is left as it is. Before the first pulumi up, set there under config:\n${missing.join("\n")}\n`;
};

/** Where the stack finds the account; no key. */
const settingsFor = ({ env }: Terminal): Record<string, string> => ({
  ...(env["DIGICERT_REGION"] ? { region: env["DIGICERT_REGION"] } : {}),
  ...(env["DIGICERT_BASE_URL"] ? { baseUrl: env["DIGICERT_BASE_URL"] } : {}),
});

const told = ({ taken, left, proven }: Found, out: string): string =>
  [
    `${counted(taken.length, "certificate")} of ${counted(taken.length + left.length, "order")} written to ${out}${proven ? ", each tried: the first pulumi up adopts it and sends nothing" : ""}`,
    ...(left.length > 0 ? [`${counted(left.length, "order")} left as they are: ${byObstacle(left)}`] : []),
    `read ${out}/${REPORT}: what was found, the first steps, and what to tighten when`,
    "",
  ].join("\n");

const byObstacle = (left: Found["left"]): string => {
  const count = new Map<string, number>();
  for (const { is } of left) count.set(is, (count.get(is) ?? 0) + 1);
  return [...count].map(([is, n]) => `${n} ${is}`).join(", ");
};

const contextFor = (
  { connect: connectTo, now, sleep }: Surroundings,
  settings: Settings,
  { passing }: Terminal,
): Ctx => {
  const run: Run = {
    now: () => new Date(now().getTime() + settings.clockOffset * 1000),
    sleep,
    random: Math.random,
    signal: new AbortController().signal,
    // What the provider says while it is tried is told in the table.
    log: { info: () => {}, warn: () => {}, progress: passing, debug: () => {} },
    stillWanted: async () => {},
  };
  return {
    api: readOnly(connectTo(settings)),
    run,
    // It has no resource, and asks for nothing that could bear a mark.
    resourceDigest: "",
    heir: NOBODY,
    leave: () => {},
    owned: () => undefined,
    mayBeKeptBy: () => undefined,
    takenBy: () => undefined,
    exclusively: (_, work) => work(),
  };
};
