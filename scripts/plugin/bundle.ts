import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { build, type Plugin } from "esbuild";

const ROOT = resolve(__dirname, "../..");
const NAME = "pulumi-resource-digicert";
const WEAK_KEYS = "debian-weak-keys.bin";

/** What a folder of the plugin has, and where it is packed. */
export interface Bundled {
  readonly folder: string;
  readonly archive: string;
  readonly version: string;
}

/** The libraries that `pulumi-grpc.ts` loads when it is asked: those that Pulumi's own package has, inside of the bundle. */
const LIBRARIES = {
  grpc: "@grpc/grpc-js",
  engineServices: "./proto/engine_grpc_pb",
  engineMessages: "./proto/engine_pb",
  pluginMessages: "./proto/plugin_pb",
  providerServices: "./proto/provider_grpc_pb",
  providerMessages: "./proto/provider_pb",
  statusMessages: "./proto/status_pb",
  any: "google-protobuf/google/protobuf/any_pb",
  empty: "google-protobuf/google/protobuf/empty_pb",
  struct: "google-protobuf/google/protobuf/struct_pb",
} as const satisfies Record<keyof import("../../provider/front-doors/pulumi-grpc").PulumiGrpc, string>;

/** Connections alone: no fetch, cache, sockets or mocks. */
const UNDICI = {
  Agent: "./lib/dispatcher/agent",
  EnvHttpProxyAgent: "./lib/dispatcher/env-http-proxy-agent",
  Pool: "./lib/dispatcher/pool",
} as const satisfies Record<keyof import("../../provider/certcentral/transport/connection/dispatchers").Undici, string>;

/** An object with these modules, each loaded when it is first asked for. */
const required = (modules: Readonly<Record<string, string>>): string =>
  `{${Object.entries(modules)
    .map(([name, path]) => `get ${name}() { return require(${JSON.stringify(path)}); }`)
    .join(", ")}}`;

/** A file that would bring along what no call reaches, and what is put in its place. */
const INSTEAD: readonly { readonly of: RegExp; readonly contents: string; readonly from?: string }[] = [
  {
    of: /[\\/]front-doors[\\/]pulumi-grpc\.ts$/,
    contents: `const loaded = ${required(LIBRARIES)}; export const pulumiGrpc = () => loaded;`,
    from: dirname(require.resolve("@pulumi/pulumi/package.json")),
  },
  {
    of: /[\\/]undici[\\/]index\.js$/,
    // The second line is undici's own: its proxies connect by it.
    contents: `module.exports = ${required(UNDICI)};
      Object.assign(require("./lib/dispatcher/dispatcher").prototype, require("./lib/api"));`,
  },
  // Forms as bodies, and with them all of fetch.
  { of: /[\\/]undici[\\/]lib[\\/]web[\\/]fetch[\\/]body\.js$/, contents: "" },
  // Zod's words in the forty languages that nobody asks for.
  { of: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/, contents: `export { default as en } from "./en.js";` },
];

const reachedAlone: Plugin = {
  name: "what is reached alone",
  setup: ({ onLoad }) => {
    for (const { of, contents, from } of INSTEAD)
      onLoad({ filter: of }, ({ path }) => ({ contents, resolveDir: from ?? dirname(path) }));
  },
};

/**
 * The plugin as one file that needs Node alone, in a folder that Pulumi takes as it is, and an archive of it for
 * `pulumi plugin install resource digicert VERSION --file`.
 */
export const bundle = async (into = join(ROOT, "dist/plugin")): Promise<Bundled> => {
  const { version, license }: { version: string; license: string } = JSON.parse(
    readFileSync(join(ROOT, "package.json"), "utf8"),
  );
  const folder = join(into, "digicert");
  rmSync(into, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const executable = join(folder, NAME);
  await build({
    absWorkingDir: ROOT,
    entryPoints: ["provider/front-doors/native/main.ts"],
    outfile: executable,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    minify: true,
    // Names of errors and classes are read.
    keepNames: true,
    legalComments: "eof",
    logLevel: "warning",
    banner: { js: "#!/usr/bin/env node" },
    plugins: [reachedAlone],
    // What gRPC tells of itself, and of load, where it is asked to; it is not, and loads this when it is.
    external: ["@grpc/proto-loader"],
  });
  chmodSync(executable, 0o755);
  // Read when the first RSA key is looked at, and not with the code.
  copyFileSync(join(ROOT, "provider/pki/keys", WEAK_KEYS), join(folder, WEAK_KEYS));
  writeFileSync(join(folder, `${NAME}.cmd`), `@node "%~dp0\\${NAME}" %*\r\n`);
  // The plugin says its version from here; without a type, Node takes the executable for CommonJS, which it is.
  const manifest = { name: NAME, version, private: true, license, main: NAME };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  const archive = join(into, `${NAME}-v${version}.tar.gz`);
  execFileSync("tar", ["-czf", archive, "-C", folder, "."]);
  // Of a folder that is named in Pulumi.yaml, not of what is installed: there the executable alone is looked for.
  writeFileSync(join(folder, "PulumiPlugin.yaml"), "runtime: nodejs\n");
  // There is nothing to install; Pulumi installs it all the same, and fails where npm has made no folder.
  mkdirSync(join(folder, "node_modules"));
  return { folder, archive, version };
};
