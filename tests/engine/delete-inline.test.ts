import { certCentral } from "./support/certcentral";
import { start } from "./support/cli";
import { stackFor } from "./support/harness";
import { makeKey } from "./support/keys";

/*
 * Programs of the Automation API: several in one process, and none of them with the engine's address in the environment.
 */

/** Carries out two programs at once in one process, and prints what became of each. */
const RUNNER = `
  const { LocalWorkspace } = require("@pulumi/pulumi/automation");
  const { Certificate } = require("pulumi-digicert");
  const [config, steps] = [JSON.parse(process.env.CONFIG), JSON.parse(process.env.STEPS)];
  const run = async ({ stack: stackName, resources, target }) => {
    const program = async () => {
      for (const [name, inputs] of Object.entries(resources)) new Certificate(name, inputs);
    };
    const stack = await LocalWorkspace.createOrSelectStack({ stackName, projectName: "inline", program }, { workDir: process.cwd() });
    await stack.setAllConfig(config);
    try {
      const { stdout } = await stack.up(target ? { target: [target] } : {});
      return { stackName, ok: true, text: stdout };
    } catch (error) {
      return { stackName, ok: false, text: String(error) };
    }
  };
  Promise.all(steps.map(run)).then((all) => console.log("RESULT" + JSON.stringify(all)));
`;

test("two inline programs in one process: each knows its own resources, and nothing of the other's", async () => {
  const central = await certCentral();
  const key = await makeKey();
  const [one, two] = [
    await central.makeOrder({ commonName: "www.example.com" }),
    await central.makeOrder({ commonName: "www.example.com" }),
  ];
  const inputs = (orderId: number) => ({ orderId, csr: key.csr, revocation: { skipApproval: true } });
  const stack = await stackFor({ program: "", files: { "runner.js": RUNNER }, config: {} });
  const config = Object.fromEntries(
    Object.entries(central.config).map(([name, value]) => [
      name,
      typeof value === "string" ? { value } : { value: value.secret, secret: true },
    ]),
  );
  const carryOut = async (...steps: object[]): Promise<{ stackName: string; ok: boolean; text: string }[]> => {
    const { stdout, text } = await start(process.execPath, ["runner.js"], {
      cwd: stack.folder,
      timeoutMs: 180_000,
      env: { ...stack.env, CONFIG: JSON.stringify(config), STEPS: JSON.stringify(steps) },
    }).done;
    const result = /RESULT(.*)/.exec(stdout)?.[1];
    if (result === undefined) throw new Error(text);
    return JSON.parse(result);
  };
  const urn = "urn:pulumi:one::engine-test::pulumi-nodejs:dynamic/digicert:Certificate::web";
  const made = await carryOut(
    { stack: "one", resources: { web: inputs(one.orderId) } },
    { stack: "two", resources: { web: inputs(two.orderId) } },
  );
  expect(made.filter(({ ok }) => !ok)).toEqual([]);
  await central.clearHistory();

  const [renamed, removed] = await carryOut(
    { stack: "one", resources: { new: inputs(one.orderId) }, target: urn },
    // the other program names the order that goes here
    { stack: "two", resources: {} },
  );

  expect(renamed).toMatchObject({ ok: false });
  expect(renamed?.text).toContain("nothing is revoked yet, for resource new of this program is to take over");
  expect(removed).toMatchObject({ ok: true });
  const revoked = (await central.writes()).filter((call) => call.endsWith("/revoke"));
  expect(revoked).toHaveLength(1);
  expect((await central.order(one.orderId)).certificates.every(({ status }) => status !== "revoked")).toBe(true);
});
