import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Stack, stackFor } from "./support/harness";

/** The engine's own kind of dynamic resource: these tests are about the harness, not about our provider. */
const program = (size: string, { slow = false } = {}) => `
  const pulumi = require("@pulumi/pulumi");
  const provider = {
    create: async (inputs) => {
      require("node:fs").writeFileSync("creating", "");
      await new Promise((done) => setTimeout(done, ${slow ? 60_000 : 0}));
      return { id: "box-1", outs: inputs };
    },
    diff: async (_id, was, wanted) => ({ changes: was.size !== wanted.size }),
    update: async (_id, _was, wanted) => ({ outs: wanted }),
  };
  class Box extends pulumi.dynamic.Resource {
    constructor(name, props) { super(provider, name, props); }
  }
  const config = new pulumi.Config();
  const box = new Box("box", { size: ${JSON.stringify(size)}, colour: config.get("colour"), pin: config.requireSecret("pin") });
  exports.size = box.size;
`;

const config = { "engine-test:colour": "red", "engine-test:pin": { secret: "0042" } };

let stack: Stack;

test("a stack is created, previewed, changed and destroyed by the real engine", async () => {
  stack = await stackFor({ program: program("small"), config });

  const created = await stack.up();
  expect(created.steps).toMatchObject([{ op: "create", name: "box", failed: false }]);
  expect(created.row("box")).toMatch(/^\+ pulumi-nodejs:dynamic:Resource box created/);
  expect(await stack.resource("box")).toMatchObject({ id: "box-1", inputs: { size: "small", colour: "red" } });
  expect(await stack.outputs()).toEqual({ size: "small" });

  const quiet = await stack.preview({ args: ["--expect-no-changes"] });
  expect(quiet.changes).toEqual({ same: 2 });

  stack.rewrite(program("large"));
  const preview = await stack.preview();
  expect(preview.row("box")).toBe("~ pulumi-nodejs:dynamic:Resource box update [diff: ~size]");
  expect(preview.changes).toEqual({ same: 1, update: 1 });

  await stack.up();
  expect(await stack.outputs()).toEqual({ size: "large" });

  await stack.destroy();
  expect((await stack.state()).deployment.resources ?? []).toEqual([]);
});

test("secret configuration reaches the program in clear and the disk encrypted", async () => {
  stack = await stackFor({ program: program("small"), config });

  await stack.up();

  expect(JSON.stringify(await stack.resource("box"))).toContain("0042");
  expect(stack.storedText()).not.toContain("0042");
});

test("a program that fails is reported with its text, and only where it is expected", async () => {
  // Node 20 needs a minute to print an error whose stack passes through Pulumi's SDK (nodejs/node 64011): this one has no stack
  const broken =
    'throw Object.assign(new Error(), { message: "the box is missing", stack: "Error: the box is missing" });';
  stack = await stackFor({ program: broken });

  const failed = await stack.preview({ fails: true });

  expect(failed.diagnostics).toContainEqual(
    expect.objectContaining({ severity: "error", message: expect.stringContaining("the box is missing") }),
  );
  await expect(stack.preview()).rejects.toThrow("the box is missing");
});

test("a killed CLI leaves a provider behind, and disposing of the stack ends it and removes the folder", async () => {
  stack = await stackFor({ program: program("small", { slow: true }), config });
  const going = stack.begin("up");
  await going.says(/Resource box creating/);
  // the row is shown before the step begins
  while (!existsSync(join(stack.folder, "creating"))) await sleep(20);

  going.kill("SIGKILL");

  expect((await going.done).code).toBeNull();
  expect(stack.processes()).not.toEqual([]);
  expect((await stack.state()).deployment.pending_operations).toMatchObject([{ type: "creating" }]);
  await stack.dispose();
  expect(stack.processes()).toEqual([]);
  expect(existsSync(stack.root)).toBe(false);
});

test("a program may be TypeScript, with this repository's packages", async () => {
  stack = await stackFor({
    files: { "index.ts": 'import * as pulumi from "@pulumi/pulumi"; export const stack: string = pulumi.getStack();' },
  });

  await stack.up();

  expect(await stack.outputs()).toEqual({ stack: "test" });
});
