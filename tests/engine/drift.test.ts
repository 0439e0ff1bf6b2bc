import { resolve } from "node:path";
import { type CertCentral, certCentral } from "./support/certcentral";
import { type Ended, start } from "./support/cli";
import { type Stack, stackFor } from "./support/harness";
import { type Key, makeKey } from "./support/keys";

/*
 * The nightly job: `npx pulumi-digicert drift`, on the real CLI, with a key that may only look and is in the environment alone.
 */

const MAIN = resolve(__dirname, "../../dist/provider/cli/main.js");
const DAY = 86_400;

let central: CertCentral;
let key: Key;
beforeEach(async () => {
  central = await certCentral();
  key = await makeKey();
});

const program = (orders: readonly number[], more: object = {}): string =>
  `const { Certificate } = require("pulumi-digicert");
   ${orders.map((orderId) => `new Certificate("web-${orderId}", ${JSON.stringify({ orderId, csr: key.csr, ...more })});`).join("\n")}`;

const stackOf = (orders: readonly number[]): Promise<Stack> =>
  stackFor({
    program: program(orders),
    config: { "digicert:baseUrl": central.sim.baseUrl },
    env: { DIGICERT_API_KEY: central.sim.apiKey },
  });

/** Runs the command as the job does: nothing of the key that may write is left. */
const drift = async (
  stack: Stack,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> => {
  const { apiKey } = await central.makeKey({ family: "services", role: "view" });
  return start(process.execPath, [MAIN, "drift", ...args], {
    cwd: stack.folder,
    env: { ...stack.env, DIGICERT_API_KEY: apiKey, ...env },
    timeoutMs: 300_000,
  }).done;
};

interface Found {
  readonly looked: boolean;
  readonly findings: readonly Readonly<Record<string, unknown>>[];
}
const found = ({ stdout }: Ended): Found => JSON.parse(stdout);

test("the job says what needs somebody, changes nothing, and tells drift from not having looked", async () => {
  const orders: number[] = [];
  for (const name of ["a", "b", "c"])
    orders.push((await central.makeOrder({ commonName: `${name}.example.com` })).orderId);
  const [quiet = 0, blocked = 0, renewed = 0] = orders;
  const stack = await stackOf(orders);
  await stack.up();
  const before = await central.writes();

  const nothing = await drift(stack, ["--stack", "test"]);
  expect([nothing.code, nothing.stdout]).toEqual([0, "nothing needs anybody\n"]);

  const { requestId } = await central.reissue(blocked, { approval: true, dnsNames: ["theirs.example.com"] });
  const { renewedBy } = await central.renew(renewed);
  const seen = await drift(stack, ["--stack", "test", "--format", "json"]);
  expect(seen.code).toBe(2);
  expect(found(seen)).toMatchObject({ looked: true });
  expect(
    found(seen).findings.map(({ order, codes, severity, action }) => ({ order, codes, severity, action })),
  ).toEqual(
    expect.arrayContaining([
      { order: blocked, codes: ["pending-elsewhere"], severity: "attention", action: "warning" },
      { order: renewed, codes: ["order-renewed"], severity: "attention", action: "warning" },
    ]),
  );
  expect(found(seen).findings).toHaveLength(2);
  expect(JSON.stringify(found(seen))).toContain(`set orderId: ${renewedBy}`);

  // A changed program: what the order would refuse is blocked in the row, and up refuses it.
  stack.rewrite(program([quiet, blocked, renewed], { csr: (await makeKey()).csr }));
  const preview = await stack.preview({ args: ["--refresh", "--run-program"] });
  expect(preview.row(`web-${blocked}`)).toMatch(
    new RegExp(`blocked: .*request ${requestId}.* \\[code=pending-elsewhere,key-changed`),
  );
  expect(preview.row(`web-${quiet}`)).toMatch(/reissue: key changed .* \[code=key-changed severity=info\]/);
  const said = preview.diagnostics.filter(({ message }) => message.includes("blocked:"));
  expect(said).toHaveLength(1);
  stack.rewrite(program(orders));

  const later = 185 * DAY;
  await central.advance(later);
  const due = await drift(stack, ["--stack", "test", "--format", "json", "--fail-on", "attention"], {
    PULUMI_DIGICERT_CLOCK_OFFSET: String(later),
  });
  expect(due.code).toBe(2);
  expect(found(due).findings).toContainEqual(
    expect.objectContaining({
      order: quiet,
      action: "reissue",
      codes: ["expires-soon"],
      severity: "attention",
      until: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      todo: expect.stringContaining("Apply it in time"),
    }),
  );

  const refused = await drift(stack, ["--stack", "test", "--format", "json"], { DIGICERT_API_KEY: "0000-not-a-key" });
  expect([refused.code, found(refused).looked]).toEqual([1, false]);
  expect(refused.stderr).toMatch(/could not look:\n[\s\S]*the API key was refused/);
  const lost = await drift(stack, ["--stack", "no-such-stack"]);
  expect([lost.code, lost.stdout]).toEqual([1, ""]);
  expect(lost.stderr).toMatch(/no-such-stack/);

  expect(await central.writes()).toEqual(before);
});

test("a stack that was renamed is looked at under its new name, each line once and in its own row", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
  const stack = await stackOf([orderId]);
  await stack.up();
  await stack.cli(["stack", "rename", "renamed", "--stack", "test"]);
  await central.renew(orderId);

  const { code, stdout } = await drift(stack, ["--stack", "renamed", "--format", "json"]);

  expect(code).toBe(2);
  expect(JSON.parse(stdout).findings).toEqual([
    expect.objectContaining({
      urn: expect.stringMatching(/^urn:pulumi:renamed::/),
      codes: ["order-renewed"],
      order: orderId,
    }),
  ]);
});
