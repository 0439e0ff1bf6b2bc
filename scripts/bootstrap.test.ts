import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Stands in for npm: installs the compiler, writes down what npm writes down, and leaves a line in `npm.log`. */
const FAKE_NPM = `
const fs = require("node:fs");
fs.appendFileSync("npm.log", process.argv.slice(2).join(" ") + "\\n");
fs.rmSync("node_modules", { recursive: true, force: true });
fs.mkdirSync("node_modules");
fs.symlinkSync(${JSON.stringify(dirname(require.resolve("typescript/package.json")))}, "node_modules/typescript");
fs.copyFileSync("package-lock.json", "node_modules/.package-lock.json");
console.log("added 1 package");
`;

const lockfile = (version: string) =>
  JSON.stringify({
    packages: {
      "": { name: "x" },
      "node_modules/a": { version, integrity: `sha-${version}` },
      "node_modules/b": { version: "1.0.0", optional: true, os: ["plan9"] },
    },
  });

// a compiler at work, and other tests beside it
jest.setTimeout(60_000);

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-digicert-bootstrap-")));
  for (const script of ["bootstrap.mjs", "lock.cjs"]) cpSync(join(__dirname, script), join(root, "scripts", script));
  const compilerOptions = { target: "ES2022", module: "node16", declaration: true, types: [], lib: ["ES5"] };
  put({
    "npm-fake.js": FAKE_NPM,
    "package-lock.json": lockfile("1.0.0"),
    "tsconfig.base.json": JSON.stringify({ compilerOptions }),
    "tsconfig.build.json": JSON.stringify({
      extends: "./tsconfig.base.json",
      compilerOptions: { rootDir: ".", outDir: "dist" },
      include: ["provider", "sdk"],
    }),
    "sdk/index.ts": `export const a: number = 1;`,
    "provider/b.ts": `export const b = 2;`,
    "provider/keys/list.bin": "a list",
  });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

function bootstrap(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(root, "scripts/bootstrap.mjs"), ...args], {
    cwd: tmpdir(),
    env: { ...process.env, npm_execpath: join(root, "npm-fake.js") },
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => (stderr += chunk));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
}

const installations = () => (existsSync(join(root, "npm.log")) ? readFileSync(join(root, "npm.log"), "utf8") : "");
const ONE = "ci --include=dev --no-audit --no-fund --loglevel=error\n";

test("a fresh clone gets its packages and its build, told on stderr; after that there is nothing to do or to say", async () => {
  const first = await bootstrap();
  expect(first).toMatchObject({ code: 0, stdout: "" });
  expect(first.stderr).toContain("installing packages (npm ci)");
  expect(readFileSync(join(root, "dist/sdk/index.js"), "utf8")).toContain("exports.a = 1");
  expect(existsSync(join(root, "dist/sdk/index.d.ts"))).toBe(true);
  expect(readFileSync(join(root, "dist/provider/keys/list.bin"), "utf8")).toBe("a list");

  expect(await bootstrap()).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(installations()).toBe(ONE);
});

test("another package-lock.json is installed anew", async () => {
  await bootstrap();
  put({ "package-lock.json": lockfile("1.0.1") });

  await bootstrap("--install-only");

  expect(installations()).toBe(ONE + ONE);
});

test("what somebody installed with npm is taken as it is, without the packages of other machines", async () => {
  put({ "node_modules/.package-lock.json": lockfile("1.0.0").replace(/,"node_modules\/b".*\}(?=\}\})/, "") });
  expect(readFileSync(join(root, "node_modules/.package-lock.json"), "utf8")).not.toContain("plan9");

  expect(await bootstrap("--install-only")).toMatchObject({ code: 0, stderr: "" });
  expect(installations()).toBe("");
});

test("a changed source is built, and an unfinished installation done again", async () => {
  await bootstrap();
  put({ "sdk/index.ts": `export const a: number = 7;` });
  rmSync(join(root, "node_modules/.installed-from"));
  rmSync(join(root, "node_modules/.package-lock.json"));

  await bootstrap();

  expect(readFileSync(join(root, "dist/sdk/index.js"), "utf8")).toContain("exports.a = 7");
  expect(installations()).toBe(ONE + ONE);
});

test("the bundler has its turn at each build, when the compiler has had it", async () => {
  put({
    "scripts/bundle-door.mjs": `import fs from "node:fs"; fs.appendFileSync("dist/provider/b.js", "// bundled");`,
  });
  await bootstrap();
  put({ "sdk/index.ts": `export const a: number = 7;` });
  await bootstrap();

  // What the compiler has no reason to write again is bundled again.
  expect(readFileSync(join(root, "dist/provider/b.js"), "utf8")).toMatch(/exports\.b = 2.*bundled.*bundled/s);
});

test("a removed source takes its output with it, and a removed output comes back", async () => {
  await bootstrap();
  rmSync(join(root, "provider/b.ts"));
  rmSync(join(root, "provider/keys/list.bin"));
  put({ "dist/provider/keys/old.json": "{}" });
  rmSync(join(root, "dist/sdk/index.js"));

  await bootstrap();

  for (const gone of ["b.js", "keys/list.bin", "keys/old.json"])
    expect(existsSync(join(root, "dist/provider", gone))).toBe(false);
  expect(existsSync(join(root, "dist/sdk/index.js"))).toBe(true);
});

test("a type error stops everything, each time, until it is mended", async () => {
  put({ "sdk/index.ts": `export const a: number = "one";` });
  for (const _ of [1, 2]) {
    const broken = await bootstrap();
    expect(broken).toMatchObject({ code: 1, stdout: "" });
    expect(broken.stderr).toContain("sdk/index.ts(1,14): error TS2322");
  }

  put({ "sdk/index.ts": `export const a: number = 1;` });

  expect(await bootstrap()).toMatchObject({ code: 0 });
});

test("a failing installation says so", async () => {
  put({ "npm-fake.js": `console.error("ENETUNREACH"); process.exit(1);` });

  const failed = await bootstrap();

  expect(failed.code).toBe(1);
  expect(failed.stderr).toMatch(/ENETUNREACH[\s\S]*npm ci failed\. Is the package registry reachable/);
});

test("two at once install once", async () => {
  put({ "npm-fake.js": `setTimeout(() => {${FAKE_NPM}}, 500);` });

  const both = await Promise.all([bootstrap(), bootstrap()]);

  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(installations()).toBe(ONE);
  expect(both.map(({ stderr }) => stderr).join()).toContain("another command prepares this checkout");
});

test("the simulator is built too where there is one", async () => {
  put({
    "tests/simulator/tsconfig.json": JSON.stringify({
      extends: "../../tsconfig.base.json",
      compilerOptions: { rootDir: "src", outDir: "dist" },
      include: ["src"],
    }),
    "tests/simulator/src/main.ts": `export const simulator = 1;`,
  });

  await bootstrap();

  expect(existsSync(join(root, "tests/simulator/dist/main.js"))).toBe(true);
});
