import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cli } from "../../provider/cli/cli";
import { commands } from "../../provider/cli/commands";
import { certCentral } from "./support/certcentral";
import { stackFor } from "./support/harness";

/*
 * The program that `takeover` writes, as a user runs it.
 */

const root = mkdtempSync(join(tmpdir(), "pulumi-digicert-takeover-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("the first up of the written program adopts everything with a view-only key and sends nothing; the second changes nothing", async () => {
  const central = await certCentral();
  await central.makeOrder({ commonName: "www.example.com", dnsNames: ["api.example.com"] });
  await central.makeOrder({ product: "private_ssl_plus", commonName: "db.example.com", validityDays: 30, ageDays: 25 });
  await central.makeOrder({ product: "secure_email_mailbox", emails: ["jane@example.com"] });
  await central.makeOrder({ commonName: "gone.example.com", state: "revoked" });
  const { apiKey } = await central.makeKey({ family: "services", role: "view" });
  const folder = join(root, "out");
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const terminal = { cwd: root, readIn: async () => "", print: say, say, passing: () => {} };

  const code = await cli(["takeover", "--prove", "--out", "out", "--stack", "test"], commands, {
    ...terminal,
    env: { DIGICERT_API_KEY: apiKey, DIGICERT_BASE_URL: central.sim.baseUrl },
  });
  expect([code, said.join("")]).toEqual([
    0,
    expect.stringMatching(/^3 certificates of 4 orders written to out, each tried/),
  ]);
  // A stack's settings are not copied with a project.
  const settings = { "Pulumi.test.yaml": readFileSync(join(folder, "Pulumi.test.yaml"), "utf8") };
  const stack = await stackFor({ folder, files: settings, config: { "digicert:apiKey": { secret: apiKey } } });
  expect(readFileSync(join(stack.folder, "Pulumi.test.yaml"), "utf8")).toMatch(/digicert:maxReissues: "0"/);

  const first = await stack.up();
  expect(first.text).toMatch(/adopted: certificate \d+, serial [0-9A-F]+, valid until [\d-]+; nothing was sent/);
  const second = await stack.up();
  expect(second.changes).toEqual({ same: 4 });
  expect(second.text).toMatch(/\d days left, below \d+; nothing is sent for it/);

  const { resources = [] } = (await stack.state()).deployment;
  expect(resources.flatMap(({ outputs }) => outputs?.["origin"] ?? [])).toEqual(["adopted", "adopted", "adopted"]);
  expect(await central.writes()).toEqual([]);
});
