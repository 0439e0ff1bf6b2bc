import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { withoutLine } from "../examples/example";
import { certCentral } from "./support/certcentral";
import { stackFor } from "./support/harness";
import { makeKey } from "./support/keys";

const REPOSITORY = resolve(__dirname, "../..");
const EXAMPLE = "examples/quickstart";
const read = (file: string): string => readFileSync(join(REPOSITORY, file), "utf8");

test("from the top of the repository, the quick start runs as it does in its own folder", async () => {
  const central = await certCentral();
  const { csr } = await makeKey();
  const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
  const files = readdirSync(join(REPOSITORY, EXAMPLE))
    .filter((file) => /\.(ts|json)$/.test(file))
    .map((file) => `${EXAMPLE}/${file}`);
  const stack = await stackFor({
    files: {
      ...Object.fromEntries(["Pulumi.yaml", ...files].map((file) => [file, read(file)])),
      // paths are relative to the program
      [`${EXAMPLE}/web.csr`]: csr,
    },
    config: { ...central.config, orderId: String(orderId), csrFile: "web.csr", names: '["www.example.com"]' },
  });

  // Without the central line any key is good, and what is there is kept.
  const index = `${EXAMPLE}/index.ts`;
  stack.write({ [index]: withoutLine("quickstart/index.ts", 'csr: readFileSync(config.require("csrFile"), "utf8"),') });
  await stack.up();
  expect(await central.writes()).toEqual([]);

  stack.write({ [index]: read(index) });
  await stack.up();

  expect(await central.writes()).toEqual([`POST /order/certificate/${orderId}/reissue`]);
  expect((await stack.resource("web")).id).toBe(String(orderId));
});

test("both projects have one name, so that one stack's configuration fits both", () => {
  const name = (file: string) => /^name: (.+)$/m.exec(read(file))?.[1];
  expect(name("Pulumi.yaml")).toBe(name(`${EXAMPLE}/Pulumi.yaml`));
});
