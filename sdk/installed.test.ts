import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { programFolders } from "./installed";

/* A workspace whose shared package brings our classes, and a program that uses it: who finds the provider, and what the others read. */

// processes start here
jest.setTimeout(30_000);

const REPOSITORY = resolve(__dirname, "..");
let workspace: string;
beforeEach(() => {
  if (!existsSync(join(REPOSITORY, "dist/sdk/index.js"))) throw new Error("these tests run what `npm run build` makes");
  workspace = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-digicert-workspace-")));
  file("shared/index.js", PROGRAM);
  install("shared");
});
afterEach(() => rmSync(workspace, { recursive: true }));

const file = (name: string, text: string): void => {
  mkdirSync(dirname(join(workspace, name)), { recursive: true });
  writeFileSync(join(workspace, name), text);
};
const install = (folder: string): void => {
  mkdirSync(join(workspace, folder, "node_modules"), { recursive: true });
  symlinkSync(REPOSITORY, join(workspace, folder, "node_modules/pulumi-digicert"));
};

/** An engine is named, that nobody listens at: a class that goes on would have registered. */
const PROGRAM = `
const pulumi = require(${JSON.stringify(require.resolve("@pulumi/pulumi"))});
const { Certificate } = require("pulumi-digicert");
try {
  new Certificate("web", { orderId: 118 });
  console.log("registered");
} catch (error) {
  console.log(JSON.stringify({ message: error.message, hidesItsStack: pulumi.RunError.isInstance(error) }));
}
process.exit();
`;

/** What comes of the program that is started in \`folder\`. */
const started = (folder: string, env: Readonly<Record<string, string>>): string => {
  mkdirSync(join(workspace, folder), { recursive: true });
  return spawnSync(process.execPath, [join(workspace, "shared/index.js")], {
    cwd: join(workspace, folder),
    env: { PATH: process.env["PATH"] ?? "", PULUMI_NODEJS_PROJECT: "infra", PULUMI_NODEJS_STACK: "test", ...env },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).stdout.trim();
};
const ENGINE = { PULUMI_NODEJS_ENGINE: "127.0.0.1:1", PULUMI_NODEJS_MONITOR: "127.0.0.1:1" };
const pulumi = () => ({ ...ENGINE, PULUMI_NODEJS_ROOT_DIRECTORY: join(workspace, "infra") });

test("where the provider cannot be loaded from, the class says so in words, without a stack, and registers nothing", () => {
  expect(JSON.parse(started("infra", pulumi()))).toEqual({
    message: `pulumi-digicert is not installed beside Pulumi.yaml, where Pulumi loads the provider from (${join(workspace, "infra")}): add it to the dependencies in the package.json there, in the release of the package that uses it, and install`,
    hidesItsStack: true,
  });
});

test.each([
  ["beside Pulumi.yaml", "infra", "infra"],
  ["at the workspace's root", "", "infra"],
  ["in the folder that `main` names", "infra/src", "infra/src"],
  ["beside Pulumi.yaml, above the folder that `main` names", "infra", "infra/src"],
])("installed %s it is found", (_, where, folder) => {
  install(where);

  expect(started(folder, pulumi())).toBe("registered");
});

test("an inline program of the Automation API, whose workDir is elsewhere, is not judged by where it was started", () => {
  expect(started("app", ENGINE)).toBe("registered");
});

test.each([
  [
    "Pulumi's own runner, which tells no root",
    "",
    "/app/node_modules/@pulumi/pulumi/cmd/run/index.js",
    [process.cwd()],
  ],
  ["Pulumi's own runner on Windows", "", "C:\\app\\node_modules\\@pulumi\\pulumi\\cmd\\run", [process.cwd()]],
  ["a runner that tells the root", "/infra", "/app/main.js", [process.cwd(), "/infra"]],
  ["a runner that is in the root", process.cwd(), "/app/main.js", [process.cwd()]],
  ["an inline program", "rootDirectory", "/app/main.js", []],
])("the provider is loaded from: %s", (_, root, script, folders) => {
  expect(programFolders(root, script)).toEqual(folders);
});

test("without an engine, as in unit tests, nobody loads the provider", () => {
  expect(started("app", {})).not.toContain("is not installed");
});
