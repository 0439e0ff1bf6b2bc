import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const CONFIG = resolve(__dirname, "../.dependency-cruiser.cjs");
const CRUISE = resolve(__dirname, "../node_modules/dependency-cruiser/bin/dependency-cruise.mjs");

/** Files that are there, for the others to import. */
const THERE = {
  "provider/certcentral/index.ts": `export * from "./send";`,
  "provider/certcentral/send.ts": `export const send = 1; export interface Sent { a: 1 }`,
  "provider/contract/plan.ts": `export const plan = 1; export type Plan = 1;`,
  "provider/contract/run.fake.ts": `export const fake = 1;`,
  "provider/contract/n.ts": `import { m } from "./m"; export const n = m;`,
  "provider/resources/index.ts": `export const resources = 1;`,
  "provider/pki/names.ts": `export const names = 1;`,
  "provider/certcentral/endpoints/me.ts": `export const me = 1;`,
  "provider/resources/order/observe.ts": `export const observe = 1;`,
  "provider/resources/revoke/revoke.ts": `export const revoke = 1;`,
  "provider/resources/certificate/inputs.ts": `export const inputs = 1;`,
  "provider/resources/certificate/apply/reconcile.ts": `export const reconcile = 1;`,
  "provider/front-doors/dynamic.ts": `export const door = 1; export type Door = 1;`,
  "provider/front-doors/native/server.ts": `export const server = 1;`,
  "provider/front-doors/marshal.ts": `export const fromEngine = 1;`,
  "provider/claims/program.ts": `export const claims = 1;`,
  "provider/cli/command.ts": `export const command = 1;`,
  "sdk/index.ts": `export const sdk = 1;`,
  "scripts/tool.ts": `export const tool = 1;`,
  "tests/simulator/src/main.ts": `export const simulator = 1;`,
  "tests/model/story.ts": `export const story = 1;`,
  "package.json": `{ "name": "x", "peerDependencies": { "@pulumi/pulumi": "1", "@grpc/grpc-js": "1" }, "dependencies": { "zod": "1" }, "devDependencies": { "@pulumi/pulumi": "1", "jest": "1" } }`,
  ...Object.fromEntries(
    ["@pulumi/pulumi", "@grpc/grpc-js", "zod", "jest"].flatMap((name) => [
      [`node_modules/${name}/package.json`, `{ "name": "${name}", "version": "1.0.0", "main": "index.js" }`],
      [`node_modules/${name}/index.js`, ""],
    ]),
  ),
};

/** What each arrow refuses, and nothing else does. */
const REFUSED: readonly (readonly [arrow: string, file: string, text: string])[] = [
  ["sdk-takes-only-types-of-provider", "sdk/a.ts", `import { plan } from "../provider/contract/plan"; plan;`],
  ["claims-know-nothing-of-ours", "provider/claims/a.ts", `import { plan } from "../contract/plan"; plan;`],
  ["provider-knows-no-sdk", "provider/front-doors/b.ts", `import { sdk } from "../../sdk/index"; sdk;`],
  [
    "resources-know-no-front-door",
    "provider/resources/c.ts",
    `import type { Door } from "../front-doors/dynamic"; let d: Door;`,
  ],
  ["nothing-imports-the-command-line", "provider/resources/t.ts", `import { command } from "../cli/command"; command;`],
  [
    "settings-know-only-the-client",
    "provider/settings/w.ts",
    `import { resources } from "../resources/index"; resources;`,
  ],
  ["commands-stand-alone", "provider/cli/v.ts", `import { door } from "../front-doors/dynamic"; door;`],
  [
    "certcentral-knows-no-resource",
    "provider/certcentral/d.ts",
    `import { resources } from "../resources/index"; resources;`,
  ],
  [
    "contract-knows-no-book",
    "provider/contract/e.ts",
    `import type { Sent } from "../certcentral/index"; let s: Sent;`,
  ],
  ["pki-knows-nothing-of-ours", "provider/pki/p.ts", `import type { Plan } from "../contract/plan"; let p: Plan;`],
  ["transport-knows-no-endpoint", "provider/certcentral/transport/q.ts", `import { me } from "../endpoints/me"; me;`],
  ["order-knows-no-resource", "provider/resources/order/r.ts", `import { revoke } from "../revoke/revoke"; revoke;`],
  [
    "revoke-knows-only-order",
    "provider/resources/revoke/s.ts",
    `import { inputs } from "../certificate/inputs"; inputs;`,
  ],
  [
    "decisions-know-no-deed",
    "provider/resources/certificate/decide/t.ts",
    `import { reconcile } from "../apply/reconcile"; reconcile;`,
  ],
  [
    "only-apply-and-delete-send",
    "provider/resources/certificate/plan/u.ts",
    `import { send } from "../../../certcentral"; send;`,
  ],
  [
    "certcentral-only-through-its-index",
    "provider/resources/f.ts",
    `import { send } from "../certcentral/send"; send;`,
  ],
  [
    "pulumi-only-at-the-doors",
    "provider/resources/g.ts",
    `import type * as pulumi from "@pulumi/pulumi"; let p: pulumi.X;`,
  ],
  ["grpc-only-at-the-doors", "provider/resources/x.ts", `import * as grpc from "@grpc/grpc-js"; grpc;`],
  ["doors-know-no-other-door", "provider/front-doors/y.ts", `import { server } from "./native/server"; server;`],
  ["native-knows-no-dynamic", "provider/front-doors/native/z.ts", `import { door } from "../dynamic"; door;`],
  [
    "door-has-no-habit-of-an-engine",
    "provider/front-doors/door.ts",
    `import { fromEngine } from "./marshal"; fromEngine;`,
  ],
  [
    "simulator-imports-nothing-of-ours",
    "tests/simulator/src/h.ts",
    `import type { Plan } from "../../../provider/contract/plan"; let p: Plan;`,
  ],
  ["lifecycle-knows-no-model", "tests/lifecycle/q.test.ts", `import { story } from "../model/story"; story;`],
  [
    "simulator-only-in-tests",
    "provider/certcentral/i.ts",
    `import { simulator } from "../../tests/simulator/src/main"; simulator;`,
  ],
  ["no-scripts-in-what-we-ship", "sdk/j.ts", `import { tool } from "../scripts/tool"; tool;`],
  ["no-test-code-in-what-we-ship", "provider/contract/k.ts", `import { fake } from "./run.fake"; fake;`],
  ["no-development-package-in-what-we-ship", "provider/contract/l.ts", `import * as jest from "jest"; jest;`],
  ["no-cycles", "provider/contract/m.ts", `import { n } from "./n"; export const m = n;`],
  ["imports-resolve", "sdk/o.ts", `import { gone } from "./gone"; gone;`],
];

const ALLOWED: Readonly<Record<string, string>> = {
  "sdk/types.ts": `import * as pulumi from "@pulumi/pulumi"; import type { Plan } from "../provider/contract/plan"; pulumi; let p: Plan;`,
  "sdk/claims.ts": `import { claims } from "../provider/claims/program"; claims;`,
  "sdk/types.test.ts": `import { plan } from "../provider/contract/plan"; plan;`,
  "provider/front-doors/grpc.ts": `import * as pulumi from "@pulumi/pulumi"; import { resources } from "../resources/index"; import { plan } from "../contract/plan"; pulumi; resources; plan;`,
  "provider/resources/certificate/decide/types.ts": `import type { Sent } from "../../../certcentral"; import { inputs } from "../inputs"; import { observe } from "../../order/observe"; import { names } from "../../../pki/names"; inputs; observe; names; let s: Sent;`,
  "provider/resources/revoke/allowed.ts": `import { observe } from "../order/observe"; observe;`,
  "provider/resources/certificate.ts": `import { send } from "../certcentral"; import { plan } from "../contract/plan"; import * as z from "zod"; send; plan; z;`,
  "provider/cli/drift.ts": `import { command } from "./command"; import { resources } from "../resources/index"; import { send } from "../certcentral"; command; resources; send;`,
  "provider/certcentral/gate.ts": `import { plan } from "../contract/plan"; plan;`,
  "provider/certcentral/gate.test.ts": `import { simulator } from "../../tests/simulator/src/main"; import { fake } from "../contract/run.fake"; simulator; fake;`,
  "tests/simulator/src/pki.ts": `import { simulator } from "./main"; import * as z from "zod"; simulator; z;`,
  "tests/engine/x.ts": `import { tool } from "../../scripts/tool"; import { resources } from "../../provider/resources"; import * as pulumi from "@pulumi/pulumi"; tool; resources; pulumi;`,
};

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-digicert-arrows-")));
  const refused = Object.fromEntries(REFUSED.map(([, file, text]) => [file, text]));
  for (const [file, text] of Object.entries({ ...THERE, ...refused, ...ALLOWED })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("every arrow refuses what it is there for, and nothing else is refused", () => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [CRUISE, "--config", CONFIG, "--output-type", "json", "provider", "sdk", "scripts", "tests"],
    { cwd: folder, encoding: "utf8" },
  );
  expect(stderr).toBe("");

  const violations: { rule: { name: string }; from: string }[] = JSON.parse(stdout).summary.violations;

  const found = violations.map(({ rule, from }) => `${rule.name}: ${from}`).sort();
  expect(found).toEqual(REFUSED.map(([arrow, file]) => `${arrow}: ${file}`).sort());
});

test("no arrow is without a case here", () => {
  const arrows: string[] = require(CONFIG).forbidden.map(({ name }: { name: string }) => name);
  expect([...new Set(REFUSED.map(([arrow]) => arrow))].sort()).toEqual(arrows.sort());
});
