import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { connect, RateLimiters } from "../../../provider/certcentral";
import { cli } from "../../../provider/cli/cli";
import { takeoverIn } from "../../../provider/cli/takeover/takeover";
import type { Bag } from "../../../provider/contract/resource";
import type { Virtual } from "../../in-process-engine/command";
import { Engine, type Program } from "../../in-process-engine/engine";
import { providerAt } from "../../in-process-engine/provider-process";
import { InProcess } from "../../in-process-engine/transport";
import { CALM, levers, type OrderWish, simulate } from "../../simulator/src";

const folders: string[] = [];
/** One that is not there yet, in a place that is gone when the tests are. */
export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-takeover-"));
  folders.push(folder);
  return join(folder, "out");
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** What answers in CertCentral's place, by path; `undefined`: it answers itself. */
export type Instead = (path: string) => (() => Response) | undefined;

/** An account with these orders, the command with a view-only key to it, and an engine for the program that it writes. */
export const account = async (orders: readonly OrderWish[], instead: Instead = () => undefined) => {
  const time: Virtual = { now: Date.parse("2026-11-22T12:00:00Z") };
  const sim = await simulate({ seed: 7, listen: false, awkward: { ...CALM, rateWindows: [] }, now: () => time.now });
  const pull = levers(sim.leversUrl, sim.fetch);
  const ids: number[] = [];
  for (const order of orders) ids.push((await pull.makeOrder(order)).orderId);
  const { apiKey } = await pull.makeKey({ family: "services", role: "view" });
  await pull.clearHistory();

  const answered: typeof sim = {
    ...sim,
    fetch: async (url, init) => instead(new URL(String(url)).pathname)?.() ?? sim.fetch(url, init),
  };
  const takeover = async (...argv: string[]) => {
    const [out, err, passing]: [string[], string[], string[]] = [[], [], []];
    const command = takeoverIn({
      connect: ({ account: { services } }) =>
        connect(
          { services, partner: { missing: "" } },
          {
            dispatcher: new InProcess(answered),
            rateLimiters: new RateLimiters(),
            limits: [{ calls: 1_000_000, perSeconds: 5 }],
          },
        ),
      now: () => new Date(time.now),
      sleep: async (ms) => {
        time.now += ms;
      },
    });
    const terminal = {
      env: { DIGICERT_API_KEY: apiKey, DIGICERT_BASE_URL: sim.baseUrl },
      cwd: "/",
      readIn: async () => "",
      print: (text: string) => void out.push(text),
      say: (text: string) => void err.push(text),
      passing: (text: string) => void passing.push(text),
    };
    const code = await cli(["takeover", ...argv], { takeover: command }, terminal);
    return { code, out: out.join(""), err: err.join(""), passing };
  };
  return {
    ...pull,
    ids,
    apiKey,
    takeover,
    engine: new Engine(providerAt(sim, time)),
    wait: (days: number): void => {
      time.now += days * 86_400_000;
    },
    writes: async () =>
      (await pull.history()).filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`),
  };
};

interface Declared {
  readonly name: string;
  readonly inputs: Bag;
  readonly options: object;
}

/** What a written program declares: compiled, and run with a class that only listens. */
export const declaredIn = (folder: string): Declared[] => {
  const { outputText, diagnostics } = ts.transpileModule(readFileSync(join(folder, "index.ts"), "utf8"), {
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  expect(diagnostics).toEqual([]);
  const declared: Declared[] = [];
  class Certificate {
    constructor(name: string, inputs: Bag, options: object) {
      declared.push({ name, inputs, options });
    }
  }
  const find = (name: string): unknown => (name === "pulumi-digicert" ? { Certificate } : require(name));
  new Function("require", "exports", "__dirname", outputText)(find, {}, folder);
  return declared;
};

export const programIn = (folder: string): Program =>
  declaredIn(folder).map(({ name, inputs }) => ({ kind: "Certificate", name, inputs }));

/** The rows of a table's orders in TAKEOVER.md, or of what was printed as Markdown. */
export const rowsOf = (report: string): ReadonlyMap<number, string> =>
  new Map([...report.matchAll(/^\| (\d+) \| .*$/gm)].map(([row, order]) => [Number(order), row]));
