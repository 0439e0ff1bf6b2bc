import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { CALM, levers, simulate } from "certcentral-simulator";
import { ensureEngine } from "../../scripts/engine";
import { bundle } from "../../scripts/plugin/bundle";
import { stackFor } from "../engine/support/harness";
import { SEED } from "../scale/fleet";
import { type Figure, median } from "./figure";
import { ours, WITH_PLUGIN } from "./previews";

/*
 * P9: what it takes until the native plugin answers, as a ratio to Node that does nothing; and P10: what looking costs in requests,
 * on the real engine.
 */

export const plugin = async (
  creates: number,
  rounds: number,
  progress: (line: string) => void,
): Promise<readonly Figure[]> => [...(await startUp(rounds, progress)), ...(await looks(creates, progress))];

/** In turns, so that a busy machine slows both. */
const startUp = async (rounds: number, progress: (line: string) => void): Promise<readonly Figure[]> => {
  const root = mkdtempSync(join(tmpdir(), "pulumi-digicert-bench-"));
  try {
    progress("bundling the plugin");
    const { folder } = await bundle(join(root, "made"));
    const bundled = join(folder, "pulumi-resource-digicert");
    const ofPackage = resolve(__dirname, "../../plugin/pulumi-resource-digicert");
    const ratios: { readonly bundled: number; readonly ofPackage: number }[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const bare = nothing();
      const ratio = { bundled: (await answering(bundled)) / bare, ofPackage: (await answering(ofPackage)) / bare };
      // The first fills caches.
      if (round > 0) ratios.push(ratio);
    }
    return [
      {
        id: "P9",
        what: "start of the bundled plugin until it listens ÷ Node that does nothing",
        value: median(ratios.map((ratio) => ratio.bundled)),
        unit: "times",
        bar: 5,
      },
      {
        id: "P9",
        what: "start of the package's own plugin until it listens ÷ Node that does nothing",
        value: median(ratios.map((ratio) => ratio.ofPackage)),
        unit: "times",
      },
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
};

const nothing = (): number => {
  const began = performance.now();
  spawnSync(process.execPath, ["-e", "0"]);
  return performance.now() - began;
};

/** Milliseconds until it has printed its port, as engines wait for it. */
const answering = (executable: string): Promise<number> =>
  new Promise((done, reject) => {
    const began = performance.now();
    const child = spawn(process.execPath, [executable, "127.0.0.1:1"], { stdio: ["ignore", "pipe", "inherit"] });
    child.on("error", reject);
    child.on("exit", () => reject(new Error(`${executable} ended before it listened`)));
    child.stdout.once("data", () => {
      done(performance.now() - began);
      child.kill();
    });
  });

const looks = async (creates: number, progress: (line: string) => void): Promise<readonly Figure[]> => {
  process.env["PULUMI_DIGICERT_ENGINE_BIN"] ??= (await ensureEngine()).bin;
  const sim = await simulate({ seed: SEED, awkward: { ...CALM, rateWindows: [] } });
  const pull = levers(sim.leversUrl);
  progress(`a preview of ${creates} creates`);
  const orders: number[] = [];
  for (let n = 0; n < creates; n += 1) orders.push((await pull.makeOrder({ commonName: `n${n}.example.com` })).orderId);
  const config = { "digicert:apiKey": { secret: sim.apiKey }, "digicert:baseUrl": sim.baseUrl };
  const program = ours(orders, "pulumi-digicert/native");
  const stack = await stackFor({ program, config, files: WITH_PLUGIN });
  try {
    await stack.preview();
    const sent = await pull.history();
    const looked = Math.min(creates, 50);
    return [
      {
        id: "P10",
        what: "preview that looks: requests for each create looked at",
        size: creates,
        value: sent.length / looked,
        unit: "requests",
        bar: 3,
      },
      {
        id: "P10",
        what: "preview that looks: writes",
        size: creates,
        value: sent.filter(({ method }) => method !== "GET").length,
        unit: "requests",
        bar: 0,
      },
    ];
  } finally {
    await stack.dispose();
    await sim.close();
  }
};
