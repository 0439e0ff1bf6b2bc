import { mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { ensureGoTool } from "../../scripts/go-tools/ensure";
import { certCentral } from "./support/certcentral";
import { stackFor } from "./support/harness";

/*
 * The native plugin needs no Node program: here is one in YAML.
 */

const hosts = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-digicert-yaml-")));
afterAll(() => rmSync(hosts, { recursive: true, force: true }));
beforeAll(async () => symlinkSync(await ensureGoTool("language-yaml"), join(hosts, "pulumi-language-yaml")));

const program = (orderId: number, names: readonly string[]): string => `name: engine-test
runtime: yaml
plugins:
  providers:
    - name: digicert
      path: ${resolve(__dirname, "../../plugin")}
variables:
  order:
    fn::invoke:
      function: digicert:getOrder
      arguments: { orderId: ${orderId} }
resources:
  web:
    type: digicert:Certificate
    properties:
      orderId: ${orderId}
      dnsNames: ${JSON.stringify(names)}
      onDrift: reissue
outputs:
  status: \${web.status}
  names: \${web.issuedNames}
  name: \${order.certificate.commonName}
`;

test("a program in YAML adopts, asks for an order, and reissues for a name more", async () => {
  const central = await certCentral();
  const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
  const path = [hosts, process.env["PULUMI_DIGICERT_ENGINE_BIN"], dirname(process.execPath), process.env["PATH"]];
  const stack = await stackFor({
    files: { "Pulumi.yaml": program(orderId, ["www.example.com"]) },
    env: { PATH: path.join(delimiter) },
    config: central.config,
  });

  expect((await stack.preview()).row("web")).toMatch(
    /create adopt: certificate \d+, .*; nothing will be sent \[code=look-takes severity=info\]$/,
  );
  await stack.up();
  expect(await stack.outputs()).toEqual({ status: "issued", names: ["www.example.com"], name: "www.example.com" });
  expect(await central.writes()).toEqual([]);

  stack.write({ "Pulumi.yaml": program(orderId, ["www.example.com", "api.example.com"]) });
  const preview = await stack.preview({ args: ["--diff"] });
  expect(preview.text).toMatch(/\+ \[1\]: "api\.example\.com"/);
  await stack.up();
  expect((await stack.outputs())["names"]).toEqual(["api.example.com", "www.example.com"]);
  expect((await stack.preview({ args: ["--expect-no-changes"] })).code).toBe(0);
  await stack.destroy();
  expect(await central.writes()).toHaveLength(2);
});
