import { accessSync, constants, lstatSync, mkdirSync, type Stats, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { listed } from "../../resources/wording";
import type { Files } from "./program";

const ABSENT = new Set<unknown>(["ENOENT", "ENOTDIR"]);

/** What is at a path itself, a link too that leads nowhere. */
const at = (path: string): Stats | undefined => {
  try {
    return lstatSync(path);
  } catch (error) {
    // ENOTDIR: something above is no folder, which is told of that.
    if (typeof error === "object" && error !== null && "code" in error && ABSENT.has(error.code)) return undefined;
    throw error;
  }
};

export const isThere = (folder: string, file: string): boolean => at(join(folder, file)) !== undefined;

/** Says why these cannot all be written, before any of them is. */
export const refuseUnwritable = (
  folder: string,
  files: readonly string[],
  { force }: { readonly force: boolean },
): void => {
  const existing = files.filter((file) => isThere(folder, file));
  if (existing.length > 0 && !force)
    throw new Error(
      `${folder} has ${listed(existing)} already: nothing was written\nname another folder, or say --force to write over ${existing.length === 1 ? "it" : "them"}`,
    );
  const paths = files.map((file) => join(folder, file));
  const faults = new Set([
    ...paths.flatMap((path) => folderFault(dirname(path)) ?? []),
    ...paths.flatMap((path) => fileFault(path) ?? []),
  ]);
  if (faults.size > 0)
    throw new Error(
      `${[...faults].join("\n")}\nnothing was written: move what is in the way, or name another folder with --out`,
    );
};

/** Why no file can be made in a folder, which need not be there yet. */
const folderFault = (path: string): string | undefined => {
  if (at(path) === undefined) return dirname(path) === path ? undefined : folderFault(dirname(path));
  const target = behind(path);
  if (target === undefined) return `${path} is a link that leads nowhere`;
  if (!target.isDirectory()) return `${path} is no folder`;
  return mayWrite(path) ? undefined : `${path} is a folder that you may not write to`;
};

/** Why a file cannot be written over; nothing where there is none. */
const fileFault = (path: string): string | undefined => {
  if (at(path) === undefined) return undefined;
  const target = behind(path);
  if (target === undefined) return `${path} is a link that leads nowhere`;
  if (!target.isFile()) return `${path} is no file`;
  return mayWrite(path) ? undefined : `${path} is a file that you may not write to`;
};

const behind = (path: string): Stats | undefined => statSync(path, { throwIfNoEntry: false });

const mayWrite = (path: string): boolean => {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

/** Writes them all, or says why not before the first: an existing file is replaced only by `force`. */
export const writeFiles = (folder: string, files: Files, { force }: { readonly force: boolean }): void => {
  refuseUnwritable(folder, Object.keys(files), { force });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    // What came into being meanwhile is not ours.
    writeFileSync(join(folder, file), text, { flag: force ? "w" : "wx" });
  }
};
