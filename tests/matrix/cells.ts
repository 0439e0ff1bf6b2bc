/** A project as somebody might have it: each is made from nothing, and runs one `pulumi up`. */
export interface Cell {
  readonly name: string;
  readonly program: keyof typeof PROGRAMS;
  readonly manager: keyof typeof MANAGERS;
  /** Major version; that of whoever runs the matrix where it is left out. */
  readonly node?: 22 | 24;
  /** Of `@pulumi/pulumi`; the newest that this Node and this package manager take where it is left out. */
  readonly pulumi?: string;
}

const BODY = `
const config = new pulumi.Config();
const web = new Certificate("web", { orderId: config.requireNumber("orderId"), dnsNames: ["www.example.com", "new.example.com"] });
`;
const ESM = `import * as pulumi from "@pulumi/pulumi";\nimport { Certificate } from "pulumi-digicert";\n${BODY}export const status = web.status;\nexport const node = process.version;\n`;
const CJS = `const pulumi = require("@pulumi/pulumi");\nconst { Certificate } = require("pulumi-digicert");\n${BODY}exports.status = web.status;\nexports.node = process.version;\n`;
const TSCONFIG = JSON.stringify({
  compilerOptions: { strict: true, target: "es2022", module: "node16", moduleResolution: "node16", skipLibCheck: true },
});
const TYPESCRIPT = { typescript: "5.9.3", "@types/node": "20.19.43" };

interface Program {
  readonly files: Readonly<Record<string, string>>;
  /** Beside `@pulumi/pulumi` and the package. */
  readonly needs?: Readonly<Record<string, string>>;
  readonly manifest?: Readonly<Record<string, unknown>>;
  /** More of Pulumi.yaml. */
  readonly runtime?: string;
  /** Runs after the installation, before `pulumi up`. */
  readonly build?: readonly string[];
  /** Instead of `pulumi up`: a program that drives it by the Automation API, and is given the stack's name and the order. */
  readonly drives?: string;
}

export const PROGRAMS = {
  "JavaScript, CommonJS": { files: { "index.js": CJS } },
  "JavaScript, ES modules": { files: { "index.js": ESM }, manifest: { type: "module" } },
  "TypeScript, CommonJS": { files: { "index.ts": ESM, "tsconfig.json": TSCONFIG }, needs: TYPESCRIPT },
  "TypeScript, ES modules": {
    files: { "src/index.ts": ESM, "tsconfig.json": TSCONFIG.replace('"strict"', '"outDir":"dist","strict"') },
    needs: TYPESCRIPT,
    manifest: { type: "module", main: "dist/index.js" },
    runtime: "  options: { typescript: false }\n",
    build: ["tsc"],
  },
  "TypeScript, bundled by esbuild": {
    files: { "src/index.ts": ESM },
    needs: { esbuild: "0.28.2" },
    manifest: { main: "dist/index.js" },
    // Pulumi and the package are found at run time, by name: what is in state names them.
    build: [
      "esbuild",
      "src/index.ts",
      "--bundle",
      "--platform=node",
      "--external:@pulumi/*",
      "--external:pulumi-digicert",
      "--outfile=dist/index.js",
    ],
  },
  "Automation API, inline program": {
    files: {
      "drive.js": `const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const pulumi = require("@pulumi/pulumi");
const { Certificate } = require("pulumi-digicert");
(async () => {
  const stack = await LocalWorkspace.selectStack({
    stackName: "test", projectName: "matrix", program: async () => {${BODY}return { status: web.status, node: process.version }; },
  }, { workDir: __dirname });
  await stack.up();
})().catch((error) => { console.error(error.message); process.exit(1); });
`,
    },
    drives: "drive.js",
  },
} as const satisfies Readonly<Record<string, Program>>;
export const programOf = (cell: Cell): Program => PROGRAMS[cell.program];

interface Manager {
  /** The npm package that brings it, and what it is called there; npm comes with Node. */
  readonly from?: readonly [specifier: string, command: string];
  readonly install: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}

export const MANAGERS = {
  npm: { install: ["install", "--no-audit", "--no-fund"] },
  pnpm: { from: ["pnpm@10.34.9", "pnpm"], install: ["install", "--ignore-scripts"] },
  "pnpm, hoisted": {
    from: ["pnpm@10.34.9", "pnpm"],
    install: ["install", "--ignore-scripts"],
    files: { ".npmrc": "node-linker=hoisted\n" },
  },
  "yarn, node-modules": {
    from: ["@yarnpkg/cli-dist@4.18.1", "yarn"],
    install: ["install", "--mode=skip-build"],
    files: { ".yarnrc.yml": "nodeLinker: node-modules\nenableGlobalCache: false\n", "yarn.lock": "" },
  },
  bun: { from: ["bun@1.4.5", "bun"], install: ["install"] },
} as const satisfies Readonly<Record<string, Manager>>;
export const managerOf = (cell: Cell): Manager => MANAGERS[cell.manager];

const cell = (
  program: Cell["program"],
  manager: Cell["manager"] = "npm",
  more: Pick<Cell, "node" | "pulumi"> = {},
): Cell => ({
  name: [
    program,
    manager,
    ...(more.node === undefined ? [] : [`Node ${more.node}`]),
    ...(more.pulumi === undefined ? [] : [`@pulumi/pulumi ${more.pulumi}`]),
  ].join(" · "),
  program,
  manager,
  ...more,
});

export const OLDEST_PULUMI = "3.216.0";

export const CELLS: readonly Cell[] = [
  ...(Object.keys(PROGRAMS) as Cell["program"][]).map((program) => cell(program)),
  ...(Object.keys(MANAGERS) as Cell["manager"][])
    .filter((name) => name !== "npm")
    .map((manager) => cell("TypeScript, CommonJS", manager)),
  cell("JavaScript, ES modules", "pnpm"),
  cell("TypeScript, CommonJS", "npm", { node: 22 }),
  cell("TypeScript, CommonJS", "npm", { node: 24 }),
  // the oldest that the package says it works with
  cell("TypeScript, CommonJS", "npm", { pulumi: OLDEST_PULUMI }),
];
