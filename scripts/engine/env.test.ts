import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { engineEnv } from "./env";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "pulumi-digicert-env-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("keys, tokens, proxies and Node options of whoever runs it stay outside", () => {
  const from = {
    PATH: "/usr/bin",
    LANG: "C.UTF-8",
    DIGICERT_API_KEY: "real",
    PULUMI_ACCESS_TOKEN: "real",
    HTTPS_PROXY: "http://proxy",
    NODE_OPTIONS: "--inspect",
  };

  const env = engineEnv({ bin: "/engine", root, from, extra: { DIGICERT_BASE_URL: "http://127.0.0.1:1" } });

  expect(env).toEqual({
    LANG: "C.UTF-8",
    PATH: ["/engine", dirname(process.execPath), "/usr/bin"].join(delimiter),
    HOME: join(root, "pulumi-home"),
    PULUMI_HOME: join(root, "pulumi-home"),
    PULUMI_BACKEND_URL: `file://${join(root, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "not a secret",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
    DIGICERT_BASE_URL: "http://127.0.0.1:1",
  });
});

test("the folders it names are there", () => {
  engineEnv({ bin: "/engine", root });

  expect(existsSync(join(root, "pulumi-home"))).toBe(true);
  expect(existsSync(join(root, "state"))).toBe(true);
});
