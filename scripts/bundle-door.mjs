// @ts-check
/**
 * Puts the dynamic door and all that it loads at once into one file, in the place where the compiler has put the door: each preview
 * starts a process of it, and to find and read four hundred files takes as long as to check a hundred certificates. Outside stay
 * Pulumi, which is loaded already, and undici, which most previews do without and users update by themselves. Of the other libraries
 * their ES modules are taken, which need no wrapper each. Readable, for it is in stack traces.
 */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Reads its list from beside itself. */
const BESIDE_ITS_DATA = /[\\/]debian-weak-key$/;

/** @type {import("esbuild").Plugin} */
const besideItsData = {
  name: "beside its data",
  setup: ({ onResolve }) => {
    onResolve({ filter: BESIDE_ITS_DATA }, ({ path: asked }) => ({
      path: asked.replace(/^\./, "../pki/keys"),
      external: true,
    }));
  },
};

await build({
  absWorkingDir: ROOT,
  entryPoints: ["provider/front-doors/dynamic.ts"],
  outfile: "dist/provider/front-doors/dynamic.js",
  bundle: true,
  platform: "node",
  target: "node20",
  mainFields: ["module", "main"],
  format: "cjs",
  legalComments: "eof",
  logLevel: "warning",
  plugins: [besideItsData],
  external: ["undici", "@pulumi/pulumi"],
});
