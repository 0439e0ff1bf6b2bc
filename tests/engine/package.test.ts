import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type CertCentral, certCentral } from "./support/certcentral";
import { stackFor } from "./support/harness";
import { makeKey } from "./support/keys";

const REPOSITORY = resolve(__dirname, "../..");

let folder: string;
let tarball: string;
let files: string[];
let central: CertCentral;

const npm = (cwd: string, ...args: string[]): string =>
  execFileSync(process.platform === "win32" ? "npm.cmd" : "npm", args, {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    // npm under npm would take the outer one's settings for its own
    env: Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^npm_(config_(local_)?prefix|package_|lifecycle_)/.test(name)),
    ),
    shell: process.platform === "win32",
  });

beforeAll(async () => {
  central = await certCentral();
  folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-digicert-package-")));
  const [packed] = JSON.parse(npm(REPOSITORY, "pack", "--json", "--pack-destination", folder)) as {
    filename: string;
    files: { path: string }[];
  }[];
  tarball = join(folder, packed?.filename ?? "");
  files = packed?.files.map(({ path }) => path) ?? [];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the package holds what users run and read, and nothing of what we test it with", () => {
  expect(files).toEqual(
    expect.arrayContaining([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "package.json",
      "dist/sdk/index.js",
      "dist/sdk/index.d.ts",
      "dist/provider/cli/main.js",
      "dist/provider/front-doors/dynamic.js",
      "dist/provider/front-doors/dynamic.d.ts",
      "dist/provider/front-doors/native/schema.json",
      "dist/provider/pki/keys/debian-weak-keys.bin",
      "dist/sdk/native/index.js",
      "plugin/pulumi-resource-digicert",
    ]),
  );
  expect(
    files.filter(
      (file) =>
        !/^(dist\/(provider|sdk)\/.*(\.(d\.ts|js)|native\/schema\.json|debian-weak-keys\.bin)|plugin\/pulumi-resource-digicert(\.cmd)?|[\w.]+)$/.test(
          file,
        ),
    ),
  ).toEqual([]);
  expect(files.filter((file) => /\.(test|fake)\.|simulator|tsbuildinfo|bootstrap/.test(file))).toEqual([]);
});

test("installed from the package alone, the quick start goes up, stays as it is and goes down", async () => {
  const { csr } = await makeKey();
  const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
  const stack = await stackFor({
    folder: "examples/quickstart",
    ownPackages: true,
    files: { "web.csr": csr },
    config: { ...central.config, orderId: String(orderId), csrFile: "web.csr", names: '["www.example.com"]' },
  });
  const manifest = JSON.parse(readFileSync(join(stack.folder, "package.json"), "utf8"));
  manifest.dependencies["pulumi-digicert"] = `file:${tarball}`;
  writeFileSync(join(stack.folder, "package.json"), JSON.stringify(manifest));
  npm(stack.folder, "install", "--prefer-offline", "--no-audit", "--no-fund");

  const found = execFileSync(process.execPath, ["-p", 'require.resolve("pulumi-digicert/dynamic")'], {
    cwd: stack.folder,
    encoding: "utf8",
  }).trim();
  expect(found).toBe(join(stack.folder, "node_modules/pulumi-digicert/dist/provider/front-doors/dynamic.js"));
  await stack.up();

  expect(await central.writes()).toEqual([`POST /order/certificate/${orderId}/reissue`]);
  expect(await stack.outputs()).toMatchObject({ status: "issued" });
  expect((await stack.preview({ args: ["--expect-no-changes"] })).changes).toEqual({ same: 2 });
  await stack.destroy();
  expect(await central.writes()).toHaveLength(2);
}, 420_000);
