import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { certCentral } from "./support/certcentral";
import type { Ended } from "./support/cli";
import { stackFor } from "./support/harness";
import { makeKey } from "./support/keys";

/*
 * examples/promotion on the real CLI: two stages with accounts, keys and orders of their own, and what may go from one to the other.
 */

const EXAMPLE = resolve(__dirname, "../../examples/promotion");
const read = (file: string): string => readFileSync(join(EXAMPLE, file), "utf8");
const CENTRAL_LINE = /^ *requires: proven,\n/m;

test("a change reaches prod when dev has proven it, with prod's own key, and without the guard it would not wait", async () => {
  const central = await certCentral();
  const [dev, prod] = [
    await central.makeKey({ family: "services", role: "admin", account: "dev" }),
    await central.makeKey({ family: "services", role: "admin", account: "prod" }),
  ];
  const [devKey, prodKey] = [await makeKey(), await makeKey()];
  const orderIn = async (account: string, commonName: string, csr: string) =>
    (await central.makeOrder({ account, commonName, csr })).orderId;
  const orders = {
    dev: await orderIn("dev", "www.dev.example.com", devKey.csr),
    prod: await orderIn("prod", "www.example.com", prodKey.csr),
  };
  const reissueOf = (orderId: number) => `POST /order/certificate/${orderId}/reissue`;

  // The stack that the harness makes is the first stage.
  const stack = await stackFor({
    folder: "examples/promotion",
    files: { "dev.csr": devKey.csr, "prod.csr": prodKey.csr },
    config: {
      "digicert:baseUrl": central.sim.baseUrl,
      "digicert:apiKey": { secret: dev.apiKey },
      "digicert:userId": String(dev.userId),
      orderId: String(orders.dev),
      csrFile: "dev.csr",
      names: '["www.dev.example.com"]',
    },
  });
  const pulumi = (args: readonly string[]): Promise<Ended> => stack.cli([...args, "--stack", "prod"]);
  const failure = (args: readonly string[]): Promise<string> =>
    pulumi(args).then(
      ({ text }) => Promise.reject(new Error(`did not fail:\n${text}`)),
      ({ message }: Error) => message,
    );
  const up = ["up", "--yes", "--skip-preview"];
  await stack.cli(["stack", "init", "prod"]);
  const settings = {
    "digicert:baseUrl": central.sim.baseUrl,
    "digicert:userId": String(prod.userId),
    orderId: String(orders.prod),
    csrFile: "prod.csr",
    names: '["www.example.com"]',
    earlier: "organization/digicert-promotion/test",
  };
  await pulumi(["config", "set-all", ...Object.entries(settings).flatMap(([k, v]) => ["--plaintext", `${k}=${v}`])]);
  await pulumi(["config", "set-all", "--secret", `digicert:apiKey=${prod.apiKey}`]);

  // Nothing is proven yet: the guard does not vanish.
  expect(await failure(up)).toMatch(/requires: has no value: the earlier stage has no such output yet/);
  await stack.up();
  await pulumi(up);
  // Both had what was wanted.
  expect(await central.writes()).toEqual([]);

  // The change, in prod first: told in the preview, refused by the up.
  stack.write({
    "specification.json": JSON.stringify({ ...JSON.parse(read("specification.json")), signatureHash: "sha384" }),
  });
  const blocked = /blocked: requires: the earlier stage has not proven signatureHash sha384 \(it has sha256\)/;
  expect((await pulumi(["preview"])).text).toMatch(blocked);
  await failure(up);
  expect(await central.writes()).toEqual([]);

  await stack.up();
  expect(await central.writes()).toEqual([reissueOf(orders.dev)]);

  // With the key of somebody else of prod's account, nothing is sent.
  const colleague = await central.makeKey({ family: "services", role: "admin", account: "prod" });
  await pulumi(["config", "set-all", "--secret", `digicert:apiKey=${colleague.apiKey}`]);
  expect(await failure(up)).toContain(`digicert:userId is ${prod.userId}`);
  // And with one of dev's account, nothing is even seen.
  await pulumi(["config", "set-all", "--secret", `digicert:apiKey=${dev.apiKey}`]);
  expect(await failure(up)).toContain(`order ${orders.prod} is not visible to this API key`);
  expect(await central.writes()).toEqual([reissueOf(orders.dev)]);

  await pulumi(["config", "set-all", "--secret", `digicert:apiKey=${prod.apiKey}`]);
  await pulumi(up);
  expect(await central.writes()).toEqual([reissueOf(orders.dev), reissueOf(orders.prod)]);
  const { stdout } = await pulumi(["stack", "output", "--json"]);
  expect(JSON.parse(stdout)["spec"]).toMatchObject({ version: 1, signatureHash: "sha384", keyType: "P-256" });
  expect(stdout).not.toContain("PRIVATE KEY");

  // Without the central line prod goes ahead of dev.
  expect(read("index.ts")).toMatch(CENTRAL_LINE);
  stack.write({
    "index.ts": read("index.ts")
      .replace(CENTRAL_LINE, "")
      .replace(/^const (earlier|proven) .*\n/gm, ""),
    "specification.json": JSON.stringify({ ...JSON.parse(read("specification.json")), signatureHash: "sha512" }),
  });
  await pulumi(up);
  expect((await central.writes()).at(-1)).toBe(reissueOf(orders.prod));
  expect(await central.writes()).toHaveLength(3);
});

test("the pipeline's stages wait for each other, prod for a reviewer, and the preview changes nothing", () => {
  const jobs = Object.fromEntries(
    read(".github/workflows/promote.yml")
      .split(/^ {2}(?=\w+:\n)/m)
      .slice(1)
      .map((job) => [/^\w+/.exec(job)?.[0] ?? "", job]),
  );
  const needs = Object.entries(jobs).map(([name, job]) => [name, /^ {4}needs: (\w+)$/m.exec(job)?.[1]]);

  expect(needs).toEqual([
    ["dev", undefined],
    ["staging", "dev"],
    ["preview", "staging"],
    ["prod", "preview"],
  ]);
  expect(Object.keys(jobs).map((name) => /^ {4}environment: (.+)$/m.exec(jobs[name] ?? "")?.[1])).toEqual([
    "dev",
    "staging",
    "prod-preview",
    "prod",
  ]);
  expect(jobs["preview"]).not.toMatch(/pulumi (up|refresh|destroy)/);
});
