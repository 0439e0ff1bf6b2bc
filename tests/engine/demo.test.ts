import { mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { processesNaming, start } from "./support/cli";

const REPOSITORY = resolve(__dirname, "../..");

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-digicert-demo-test-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The demo, with a temporary folder of its own, which the environment of all its processes names. */
const demo = () =>
  start(process.execPath, ["--import", "tsx", "scripts/demo/main.ts"], {
    cwd: REPOSITORY,
    env: { ...(process.env as Record<string, string>), TMPDIR: folder },
    timeoutMs: 170_000,
  });

const expectNothingLeft = () => {
  expect(readdirSync(folder).filter((name) => name.startsWith("pulumi"))).toEqual([]);
  expect(processesNaming(folder)).toEqual([]);
};

test("npm run demo shows what it promises, and leaves nothing behind", async () => {
  const { code, stdout, text } = await demo().done;

  expect([code, text]).toEqual([0, expect.any(String)]);
  for (const said of [
    "reissue: adds api.example.com",
    "reissue: revoked outside of Pulumi",
    "fullchain.pem: OK",
    "3 reissues",
    "2 revocations",
  ])
    expect(stdout).toContain(said);
  expectNothingLeft();
});

test("stopped half-way, the demo leaves nothing behind", async () => {
  const going = demo();
  await going.says(/pulumi up --yes/);

  going.kill("SIGTERM");

  expect((await going.done).code).toBe(143);
  expectNothingLeft();
});
