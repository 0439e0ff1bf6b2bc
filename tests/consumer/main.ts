/**
 * The package as it would be published, compiled against by users' programs (the examples) without `skipLibCheck`, by the oldest and the
 * newest TypeScript that we promise, and by our own: our types hold there, and lead to nothing of the provider's or its libraries'.
 */
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
/** What a package.json says it needs. */
const dependenciesOf = (folder: string): string[] =>
  Object.keys(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).dependencies);
const libraries = dependenciesOf(root);
const programs = readdirSync(join(root, "examples")).filter((name) =>
  existsSync(join(root, "examples", name, "index.ts")),
);
const COMPILERS: Readonly<Record<string, string>> = {
  oldest: join(__dirname, "oldest/node_modules/typescript"),
  our: join(root, "node_modules/typescript"),
  newest: join(__dirname, "newest/node_modules/typescript"),
};
/** How they look for modules: as `compilerOptions` say, and as Pulumi's older templates do (which the newest have given up). */
const RUNS: readonly (readonly [age: string, ...flags: string[]])[] = [
  ["oldest"],
  ["our"],
  ["newest"],
  ["oldest", "--module", "commonjs", "--moduleResolution", "node"],
];
/** The classes through either door. */
const BOTH = `import { Certificate } from "pulumi-digicert";
import { getOrder, Certificate as Native } from "pulumi-digicert/native";
const native: Certificate = new Native("web", { orderId: 118 });
export const known = [native.status, getOrder];
`;
const compilerOptions = {
  target: "es2022",
  module: "node16",
  moduleResolution: "node16",
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  noEmit: true,
  types: ["node"],
};

const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-consumer-"));
try {
  const modules = join(folder, "node_modules");
  const [packed] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
      cwd: root,
      encoding: "utf8",
    }),
  );
  mkdirSync(join(modules, "pulumi-digicert"), { recursive: true });
  const into = ["-C", join(modules, "pulumi-digicert"), "--strip-components", "1"];
  execFileSync("tar", ["-xzf", join(folder, packed.filename), ...into]);
  const theirs = programs.flatMap((program) => dependenciesOf(join(root, "examples", program)));
  for (const name of new Set([...libraries, ...theirs, "@types/node"])) {
    if (name === "pulumi-digicert") continue;
    mkdirSync(join(modules, name, ".."), { recursive: true });
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
  for (const program of programs)
    for (const file of readdirSync(join(root, "examples", program)).filter((name) => name.endsWith(".ts")))
      cpSync(join(root, "examples", program, file), join(folder, program, file));
  writeFileSync(join(folder, "both.ts"), BOTH);
  const files = ["both.ts", ...programs.map((program) => join(program, "index.ts"))];
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));

  for (const [age, ...flags] of RUNS) {
    const args = [join(COMPILERS[age] ?? "", "bin/tsc"), "-p", folder, "--listFiles", ...flags];
    const run = spawnSync(process.execPath, args, { encoding: "utf8" });
    const lines = run.stdout.trim().split("\n");
    const loaded = lines.filter((line) => /^\S+\.ts$/.test(line));
    const strangers = loaded.filter(isStranger);
    console.log(`${[age, "TypeScript", ...flags].join(" ")}: ${loaded.length} files`);
    if (
      run.status === 0 &&
      strangers.length === 0 &&
      loaded.some((file) => file.includes("/node_modules/pulumi-digicert/dist/sdk/"))
    )
      continue;
    console.error(run.status === 0 ? "" : lines.filter((line) => !loaded.includes(line)).join("\n") || run.stderr);
    for (const file of strangers) console.error(`users' compilers load ${file}: sdk's types lead there`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** Of our own package anything but the classes, and all of its libraries. */
function isStranger(file: string): boolean {
  // A clone of this project, in which the libraries are, may be called as the package is.
  const inPackage = file.split("/node_modules/").at(-1) ?? "";
  if (inPackage.startsWith("pulumi-digicert/")) return !inPackage.startsWith("pulumi-digicert/dist/sdk/");
  return libraries.some((name) => inPackage.startsWith(`${name}/`));
}
