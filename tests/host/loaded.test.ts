import { execFileSync } from "node:child_process";
import { relative, resolve } from "node:path";

/*
 * What a preview loads of the package before it has compared anything, as it is built and published.
 */

const REPOSITORY = resolve(__dirname, "../..");

const loadedBy = (script: string): string[] => {
  const text = execFileSync(
    process.execPath,
    ["-e", `${script}; process.stdout.write(JSON.stringify(Object.keys(require.cache)))`],
    { cwd: REPOSITORY, encoding: "utf8" },
  );
  return (JSON.parse(text) as string[]).map((file) => relative(REPOSITORY, file)).sort();
};

test("the dynamic door is one file, and what lies beside its data; no client, and none of the libraries' own files", () => {
  expect(loadedBy(`require(require("./package.json").exports["./dynamic"].default).provider("Certificate")`)).toEqual([
    "dist/provider/front-doors/dynamic.js",
    "dist/provider/pki/keys/debian-weak-key.js",
    "dist/provider/pki/keys/packed-marks.js",
    "package.json",
  ]);
});
