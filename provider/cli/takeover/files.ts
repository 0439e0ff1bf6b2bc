import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { listed } from "../../resources/wording";
import type { Files } from "./program";

/** Says which of these are there already, before anything is written. */
export const refuseExisting = (folder: string, files: readonly string[]): void => {
  const existing = files.filter((file) => existsSync(join(folder, file)));
  if (existing.length > 0)
    throw new Error(
      `${folder} has ${listed(existing)} already: nothing was written\nname another folder, or say --force to write over ${existing.length === 1 ? "it" : "them"}`,
    );
};

/** Writes them all or none: an existing file is replaced only by `force`. */
export const writeFiles = (folder: string, files: Files, { force }: { readonly force: boolean }): void => {
  if (!force) refuseExisting(folder, Object.keys(files));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    // What came into being meanwhile is not ours.
    writeFileSync(join(folder, file), text, { flag: force ? "w" : "wx" });
  }
};
