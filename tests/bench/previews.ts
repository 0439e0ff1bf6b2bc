import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CALM, levers, simulate } from "certcentral-simulator";
import { ensureEngine } from "../../scripts/engine";
import { type Stack, stackFor } from "../engine/support/harness";
import { SEED } from "../scale/fleet";
import { type Figure, median } from "./figure";

/*
 * P1 and P6, on the real engine: what a preview of many unchanged certificates costs, beside stock dynamic resources that keep the very same bags
 * and do nothing. Pairs in one run, in turns; processor time of the CLI and all that it starts.
 */

const csr = readFileSync(join(__dirname, "../vectors/keys/rsa-2048.csr"), "utf8");
const commonName = "www.example.com";
const dnsNames = ["a", "b", "c", "d"].map((label) => `${label}.example.com`);

const inputsOf = (orderId: number) => ({ orderId, csr, commonName, dnsNames });

export const ours = (orders: readonly number[], from = "pulumi-digicert"): string => `
const { Certificate } = require("${from}");
for (const inputs of ${JSON.stringify(orders.map(inputsOf))}) new Certificate("c" + inputs.orderId, inputs);
`;

/** A stock resource with the same inputs and stored bags, that declares these outputs, and has Pulumi take no stack traces, as ours do. */
const control = (orders: readonly number[], declared: readonly string[]): string => `
const pulumi = require("@pulumi/pulumi");
const provider = {
  create: async (inputs) => ({
    id: String(inputs.orderId),
    outs: JSON.parse(require("fs").readFileSync(process.env.BENCH_BAGS, "utf8"))[inputs.orderId],
  }),
  diff: async () => ({ changes: false }),
};
class Control extends pulumi.dynamic.Resource {
  constructor(name, inputs) {
    const limit = Object.getOwnPropertyDescriptor(Error, "stackTraceLimit");
    Object.defineProperty(Error, "stackTraceLimit", { configurable: true, get: () => 0, set: () => {} });
    super(provider, name, { ${declared.map((key) => `${key}: undefined`).join(", ")}, ...inputs });
    Object.defineProperty(Error, "stackTraceLimit", limit);
  }
}
for (const inputs of ${JSON.stringify(orders.map(inputsOf))}) new Control("c" + inputs.orderId, inputs);
`;

/** A project of the native plugin. */
export const WITH_PLUGIN = {
  "Pulumi.yaml": `name: engine-test
runtime: nodejs
plugins: { providers: [{ name: digicert, path: ${resolve(__dirname, "../../plugin")} }] }
`,
};

interface Cost {
  readonly cpu: number;
  readonly wall: number;
}

/** Seconds of processor time, of the CLI and everything it started. */
const previewOf = ({ folder, env }: Stack): Promise<Cost> =>
  new Promise((done, reject) => {
    const began = performance.now();
    const child = spawn("sh", ["-c", "pulumi preview --stack test --non-interactive --expect-no-changes && times"], {
      cwd: folder,
      env,
    });
    let text = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
    child.on("error", reject);
    child.on("close", (code) => {
      const last = text.trim().split("\n").at(-1) ?? "";
      const spent = [...last.matchAll(/(\d+)m([\d.]+)s/g)].map(([, m, s]) => Number(m) * 60 + Number(s));
      if (code !== 0 || spent.length !== 2) return reject(new Error(`the preview failed (${code})\n${text}`));
      done({ cpu: (spent[0] ?? 0) + (spent[1] ?? 0), wall: (performance.now() - began) / 1000 });
    });
  });

/** One for each command. */
const ONE_CHECKPOINT = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** An adoption is three reads, and a key may send a thousand requests in three minutes, as each command counts them anew. */
const IN_ONE_WINDOW = 300;

/** How many certificates the bars of P1 are for. */
export const BARRED = 500;

const DOCUMENTED = new Set(["__provider", "__urn", "internal"]);

export const previews = async (
  size: number,
  rounds: number,
  progress: (line: string) => void,
): Promise<readonly Figure[]> => {
  process.env["PULUMI_DIGICERT_ENGINE_BIN"] ??= (await ensureEngine()).bin;
  const sim = await simulate({ seed: SEED, awkward: { ...CALM, rateWindows: [] } });
  const pull = levers(sim.leversUrl);
  const stacks: Stack[] = [];
  try {
    const orders: number[] = [];
    for (let n = 0; n < size; n += 1)
      orders.push((await pull.makeOrder({ commonName, dnsNames, csr, validityDays: 150 })).orderId);
    const config = { "digicert:apiKey": { secret: sim.apiKey }, "digicert:baseUrl": sim.baseUrl };
    const opened = async (
      programOf: (orders: readonly number[]) => string,
      { atOnce = size, env = {}, files = {} }: { atOnce?: number; env?: object; files?: Record<string, string> } = {},
    ): Promise<Stack> => {
      // Else the file backend writes all of the state at every step: a thousand take hours.
      const stack = await stackFor({ program: "", config, env: { ...env, ...ONE_CHECKPOINT }, files });
      stacks.push(stack);
      for (let some = Math.min(atOnce, size); ; some = Math.min(some + atOnce, size)) {
        stack.rewrite(programOf(orders.slice(0, some)));
        await stack.up({ timeoutMs: 900_000 });
        if (some === size) return stack;
      }
    };
    progress(`adopting ${size} certificates`);
    const [mine, throughPlugin] = await Promise.all([
      opened((some) => ours(some), { atOnce: IN_ONE_WINDOW }),
      opened((some) => ours(some, "pulumi-digicert/native"), { atOnce: IN_ONE_WINDOW, files: WITH_PLUGIN }),
    ]);
    const stored = (await mine.state()).deployment.resources?.filter(({ type }) => type.endsWith(":Certificate")) ?? [];
    const bags = Object.fromEntries(
      stored.map(({ outputs = {} }) => [
        outputs["orderId"],
        Object.fromEntries(Object.entries(outputs).filter(([key]) => !key.startsWith("__"))),
      ]),
    );
    mine.write({ "bags.json": JSON.stringify(bags) });
    const given = new Set(Object.keys(inputsOf(0)));
    const declared = Object.keys(stored[0]?.outputs ?? {}).filter((key) => !DOCUMENTED.has(key) && !given.has(key));
    const env = { BENCH_BAGS: join(mine.folder, "bags.json") };
    progress("making the controls");
    const all = [
      mine,
      await opened((some) => control(some, declared), { env }),
      await opened((some) => control(some, declared.slice(0, 4)), { env }),
      throughPlugin,
    ];
    const costs: Cost[][] = [];
    for (let round = 0; round <= rounds; round += 1) {
      progress(`preview ${round} of ${rounds}, four programs each`);
      const costsOfRound: Cost[] = [];
      for (const stack of all) costsOfRound.push(await previewOf(stack));
      // The first fills caches.
      if (round > 0) costs.push(costsOfRound);
    }
    const ratio = (other: number, of: keyof Cost, one = 0): number =>
      median(costs.map((round) => (round[one]?.[of] ?? Number.NaN) / (round[other]?.[of] ?? Number.NaN)));
    // Beside the time that engine and program take to start, what each certificate adds shows less: the bars are for this many.
    const whole = size === BARRED;
    const unit = "times";
    return [
      {
        id: "P1",
        what: "preview of unchanged ones: processor time ÷ stock no-op with the same outputs",
        size,
        value: ratio(1, "cpu"),
        unit,
        ...(whole && { bar: 1.05 }),
      },
      {
        id: "P1",
        what: "preview: processor time ÷ stock no-op with four outputs",
        size,
        value: ratio(2, "cpu"),
        unit,
        ...(whole && { bar: 1.35 }),
      },
      {
        id: "P1",
        what: "preview: time on the clock ÷ stock no-op with four outputs",
        size,
        value: ratio(2, "wall"),
        unit,
      },
      {
        id: "P1",
        what: "preview through the plugin: processor time ÷ stock no-op with the same outputs",
        size,
        value: ratio(1, "cpu", 3),
        unit,
        ...(whole && { bar: 1.05 }),
      },
      {
        id: "P1",
        what: "preview through the plugin: time on the clock ÷ stock no-op with four outputs",
        size,
        value: ratio(2, "wall", 3),
        unit,
      },
      {
        id: "P6",
        what: "state: bytes of a certificate ÷ (2 × inputs + leaf + chain + 1 KB)",
        value: stateOf(mine),
        unit,
        bar: 1.1,
      },
    ];
  } finally {
    await Promise.all(stacks.map((stack) => stack.dispose()));
    await sim.close();
  }
};

/** What a state file is larger by for one certificate, held against what cannot be left out. */
const stateOf = (stack: Stack): number => {
  const { resources } = JSON.parse(stack.storedText()).checkpoint.latest as {
    readonly resources: readonly {
      readonly type: string;
      readonly inputs?: object;
      readonly outputs?: Readonly<Record<string, string>>;
    }[];
  };
  const each = resources
    .filter(({ type }) => type.endsWith(":Certificate"))
    .map((resource) => {
      const { certificatePem = "", chainPem = "" } = resource.outputs ?? {};
      const given = Object.entries(resource.inputs ?? {}).filter(([key]) => !key.startsWith("__"));
      const inputs = JSON.stringify(Object.fromEntries(given)).length;
      return JSON.stringify(resource).length / (2 * inputs + certificatePem.length + chainPem.length + 1024);
    });
  return median(each);
};
