import { lstatSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { isAbsolute, join } from "node:path";
import { isAlive } from "./alive";
import type { Speaker } from "./claim";
import { listenerOf } from "./listener";

/** How long the journals of an operation whose processes are all gone are kept: a provider may be started after its program has ended. */
const KEPT_MS = 3_600_000;
const JOURNAL = /^(program|provider)-(\d+)-[0-9a-f]+\.jsonl$/;

/** Where journals lie: a folder of this user's, nobody else's to read. */
export const rootFolder = (env: NodeJS.ProcessEnv = process.env): string => {
  const runtime = env["XDG_RUNTIME_DIR"];
  const above = runtime !== undefined && isAbsolute(runtime) && isFolder(runtime) ? runtime : tmpdir();
  return join(above, `pulumi-digicert-${userInfo().username.replace(/[^\w.-]/g, "_")}`);
};

/**
 * The folder of the operation that the engine at `address` carries out; `undefined` where there can be none that only this user reads.
 * What operations long ago have left is removed.
 */
export const operationFolder = (address: string, root = rootFolder(), now = Date.now()): string | undefined => {
  try {
    if (!isOurs(root)) return undefined;
    const name = [address.replace(/[^\w.-]/g, "_"), listenerOf(address)].filter((part) => part !== undefined).join("-");
    sweep(root, name, now);
    const folder = join(root, name);
    mkdirSync(folder, { mode: 0o700, recursive: true });
    return folder;
  } catch {
    return undefined;
  }
};

export const journalName = (speaker: Speaker, pid: number, nonce: string): string => `${speaker}-${pid}-${nonce}.jsonl`;

/** Whose journal a file of this name is; `undefined` for what is none. */
export const speakerOf = (name: string): Speaker | undefined => {
  const speaker = JOURNAL.exec(name)?.[1];
  return speaker === "program" || speaker === "provider" ? speaker : undefined;
};

/** The names of the files that are there now. */
export const filesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** In a folder that another user made, or can look into, they could read what we keep, and write what we then believe. */
const isOurs = (root: string): boolean => {
  mkdirSync(root, { mode: 0o700, recursive: true });
  const found = lstatSync(root);
  const me = process.getuid?.();
  return found.isDirectory() && (me === undefined || (found.uid === me && (found.mode & 0o077) === 0));
};

const sweep = (root: string, current: string, now: number): void => {
  for (const name of readdirSync(root)) {
    const folder = join(root, name);
    const isRecent = (path: string): boolean => now - changed(path) <= KEPT_MS;
    // Whatever lies in a folder in which something began or ended within the hour need not be looked at.
    if (name === current || !isFolder(folder) || isRecent(folder)) continue;
    const isInUse = readdirSync(folder).some((file) => isRecent(join(folder, file)) || isOfLiving(file));
    if (!isInUse) rmSync(folder, { recursive: true, force: true });
  }
};

const isOfLiving = (journal: string): boolean => {
  const pid = JOURNAL.exec(journal)?.[2];
  return pid !== undefined && isAlive(Number(pid));
};

const changed = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const isFolder = (path: string): boolean => {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isDirectory() === true;
};
