import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { certCentral } from "./support/certcentral";
import { type Ended, start } from "./support/cli";
import { type Stack, stackFor } from "./support/harness";

/*
 * examples/drift as its job runs it: bash, npx, the real CLI, and a key that may only look.
 */

const REPOSITORY = resolve(__dirname, "../..");
const EXAMPLE = join(REPOSITORY, "examples/drift");
const CENTRAL_LINE = 'exit "$code"';

/** As `npm install` leaves the project: `npx` finds the command there. */
const install = ({ folder }: Stack): void => {
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, ".bin"), { recursive: true });
  symlinkSync(REPOSITORY, join(modules, "pulumi-digicert"), "junction");
  for (const name of ["@pulumi", "@types", "typescript"])
    symlinkSync(join(REPOSITORY, "node_modules", name), join(modules, name), "junction");
  const command = `#!/bin/sh\nexec "${process.execPath}" "${join(REPOSITORY, "dist/provider/cli/main.js")}" "$@"\n`;
  writeFileSync(join(modules, ".bin/pulumi-digicert"), command, { mode: 0o755 });
};

test("the job writes a report, changes nothing, and its exit code tells drift from not having looked", async () => {
  const central = await certCentral();
  const orders = {
    web: (await central.makeOrder({ commonName: "web.example.com" })).orderId,
    api: (await central.makeOrder({ commonName: "api.example.com" })).orderId,
  };
  const stack = await stackFor({
    folder: "examples/drift",
    ownPackages: true,
    config: { "digicert:baseUrl": central.sim.baseUrl, orders: JSON.stringify(orders) },
    env: { DIGICERT_API_KEY: central.sim.apiKey },
  });
  install(stack);
  await stack.up();
  const summary = join(stack.root, "summary.md");
  const { apiKey: viewKey } = await central.makeKey({ family: "services", role: "view" });
  const job = (key = viewKey, script = "./drift.sh"): Promise<Ended> => {
    writeFileSync(summary, "");
    const PATH = `${dirname(process.execPath)}:${stack.env["PATH"]}`;
    const env = { ...stack.env, PATH, DIGICERT_API_KEY: key, GITHUB_STEP_SUMMARY: summary };
    return start("bash", [script, "test"], { cwd: stack.folder, env, timeoutMs: 300_000 }).done;
  };
  const report = (): string => readFileSync(summary, "utf8");

  expect([(await job()).code, report()]).toEqual([0, "Nothing needs anybody.\n"]);

  const { requestId } = await central.reissue(orders.api, { approval: true });
  await central.revoke(Number((await stack.resource("web")).outputs?.["certificateId"]));
  const drifted = await job();
  expect(drifted.code).toBe(2);
  expect(drifted.stdout).toContain("::warning::certificates of test need somebody");
  expect(report()).toMatch(
    new RegExp(`\\| urgent \\|[^\\n]*Certificate web \\| ${orders.web} \\|[^\\n]*revoked-elsewhere`),
  );
  expect(report()).toMatch(
    new RegExp(`\\| attention \\|[^\\n]*Certificate api \\| ${orders.api} \\|[^\\n]*request ${requestId}`),
  );

  const blind = await job("0000-not-a-key");
  expect([blind.code, blind.stdout]).toEqual([1, expect.stringContaining("::error::could not look")]);
  expect(report()).toMatch(/^\*\*Could not look:\*\* web: .*the API key was refused/m);

  // Without its central line the job is green, whatever it found.
  const script = readFileSync(join(EXAMPLE, "drift.sh"), "utf8");
  expect(script).toContain(CENTRAL_LINE);
  stack.write({ "careless.sh": script.replace(CENTRAL_LINE, "") });
  expect((await job("0000-not-a-key", "careless.sh")).code).toBe(0);

  expect(await central.writes()).toEqual([]);
});
