import { createRequire } from "node:module";
import { isAbsolute, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";

const ENTRY = "pulumi-digicert/dynamic";

/**
 * Pulumi loads the provider from the program's folder, wherever the classes came from: a shared package of a workspace may bring them
 * and not be there. What to do about it, or `undefined` where the entry is found, or where the folder is not known: an inline program
 * of the Automation API has its workDir elsewhere.
 */
export const notInstalled = (folders: readonly string[]): string | undefined =>
  folders.length === 0 || folders.some(finds)
    ? undefined
    : `pulumi-digicert is not installed beside Pulumi.yaml, where Pulumi loads the provider from (${folders.join(", ")}): add it to the dependencies in the package.json there, in the release of the package that uses it, and install`;

/** Folders in which it was found: a program with a thousand resources looks once. */
const found = new Set<string>();

const finds = (folder: string): boolean => {
  if (found.has(folder)) return true;
  try {
    createRequire(join(folder, "index.js")).resolve(ENTRY);
    found.add(folder);
    return true;
  } catch (error) {
    // Anything else is told by whoever loads it.
    return !(error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND");
  }
};

/** Where Pulumi starts the provider's process: `main` may name a folder below the one of Pulumi.yaml. */
export const programFolders = (root = pulumi.getRootDirectory(), script = process.argv[1] ?? ""): string[] => {
  const here = process.cwd();
  if (isAbsolute(root)) return [...new Set([here, root])];
  return /[\\/]@pulumi[\\/]pulumi[\\/]cmd[\\/]run([\\/]|$)/.test(script) ? [here] : [];
};
