import { mkdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

export interface EngineEnvOptions {
  /** The engine's folder: `ensureEngine().bin`. */
  readonly bin: string;
  /** A temporary folder of the caller's: Pulumi's home, its state and everything else it writes live under it. */
  readonly root: string;
  readonly passphrase?: string;
  /** Added last, so it wins. */
  readonly extra?: Readonly<Record<string, string>>;
  /** What to take the few harmless variables from. Default: this process's. */
  readonly from?: NodeJS.ProcessEnv;
}

/** What a process needs to run at all. The rest stays outside: a developer's keys, tokens, proxies and Node options. */
const HARMLESS = [
  "TMPDIR",
  "TEMP",
  "TMP",
  "LANG",
  "LC_ALL",
  "TZ",
  "USER",
  "LOGNAME",
  "USERNAME",
  "SystemRoot",
  "ComSpec",
  "PATHEXT",
];

export const homeFolder = (root: string) => join(root, "pulumi-home");
export const stateFolder = (root: string) => join(root, "state");

/** The environment for a Pulumi CLI that touches nothing but `root` (whose folders are made here), and knows nothing of the account of whoever runs it. */
export function engineEnv({
  bin,
  root,
  passphrase = "not a secret",
  extra = {},
  from = process.env,
}: EngineEnvOptions): Record<string, string> {
  for (const folder of [homeFolder(root), stateFolder(root)]) mkdirSync(folder, { recursive: true });
  const kept = Object.fromEntries(HARMLESS.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));
  return {
    ...kept,
    // Pulumi starts `node` from PATH: the one that runs us
    PATH: [bin, dirname(process.execPath), from["PATH"] ?? ""].filter((part) => part !== "").join(delimiter),
    HOME: homeFolder(root),
    PULUMI_HOME: homeFolder(root),
    PULUMI_BACKEND_URL: `file://${stateFolder(root)}`,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
    ...extra,
  };
}
