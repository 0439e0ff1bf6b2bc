import { execFileSync } from "node:child_process";
import { createPrivateKey, X509Certificate } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** Runs nginx with these arguments; throws with its words when it fails. */
export type Nginx = (...args: readonly string[]) => void;

export interface Pair {
  /** Where the pairs lie: one folder each, and `pair.conf`, which nginx includes. */
  readonly folder: string;
  readonly keyPem: string;
  readonly fullChainPem: string;
}

export const nginxOf =
  (configuration: string): Nginx =>
  (...args) =>
    void execFileSync("nginx", ["-p", dirname(configuration), "-c", configuration, ...args], {
      stdio: ["ignore", "ignore", "pipe"],
    });

/** Whether the process of a pid file lives. `nginx -t` leaves an empty one. */
export const isRunning = (pidFile: string): boolean => {
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, "utf8")) : 0;
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
};

/**
 * Puts a pair in front of users. What nginx reads is one file, `pair.conf`, which names a key and a chain that lie together and
 * never change: it is replaced in one step, so at no moment, whoever reloads when, does a key meet another one's certificate.
 * Says whether anything changed.
 */
export const installPair = (
  { folder, keyPem, fullChainPem }: Pair,
  nginx: Nginx,
  isServing: () => boolean,
): boolean => {
  const leaf = new X509Certificate(fullChainPem);
  if (!leaf.checkPrivateKey(createPrivateKey(keyPem)))
    throw new Error(`the key is not that of certificate ${leaf.serialNumber}: nothing was installed`);
  const own = join(folder, leaf.serialNumber);
  const entry = join(folder, "pair.conf");
  const before = existsSync(entry) ? readFileSync(entry, "utf8") : undefined;
  const after = `ssl_certificate ${own}/fullchain.pem;\nssl_certificate_key ${own}/key.pem;\n`;
  if (before === after) return false;

  mkdirSync(own, { recursive: true, mode: 0o700 });
  writeFileSync(join(own, "key.pem"), keyPem, { mode: 0o600 });
  // The mode of one that was there is its own.
  chmodSync(join(own, "key.pem"), 0o600);
  writeFileSync(join(own, "fullchain.pem"), fullChainPem);
  replace(entry, after);
  try {
    nginx("-t");
  } catch (error) {
    // nginx goes on with what it has, and so does whoever reloads it meanwhile.
    if (before === undefined) rmSync(entry);
    else replace(entry, before);
    throw error;
  }
  if (isServing()) nginx("-s", "reload");
  forget(folder, [leaf.serialNumber, serialIn(before)]);
  return true;
};

const replace = (file: string, text: string): void => {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
};

const serialIn = (entry: string | undefined): string | undefined => /\/(\w+)\/fullchain\.pem/.exec(entry ?? "")?.[1];

/** The pair before this one stays, for the workers that end and for a way back; those before it go. */
const forget = (folder: string, kept: readonly (string | undefined)[]): void => {
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory() && !kept.includes(entry.name)) rmSync(join(folder, entry.name), { recursive: true });
};
