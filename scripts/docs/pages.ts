import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { SCHEMA_FILE, schemaText } from "../schema/schema";
import { withExamples } from "./examples";
import { type Matrix, withMatrix } from "./matrix";
import { ownershipPage } from "./ownership";
import { type Measurements, performancePage, performancePlot } from "./performance";
import { reasonsPage } from "./reasons";

const ROOT = resolve(__dirname, "../..");
const read = (file: string): string => readFileSync(resolve(ROOT, file), "utf8");

export interface Page {
  /** Relative to the repository. */
  readonly file: string;
  readonly is: string;
  readonly shouldBe: string;
}

const GUIDES = readdirSync(resolve(ROOT, "docs/guides")).map((name) => `docs/guides/${name}`);
const EXAMPLES = readdirSync(resolve(ROOT, "examples"));

/** Every page that is generated, as a whole or in part. */
export const pages = (): Page[] => [
  { file: "docs/reasons.md", is: readIfAny("docs/reasons.md"), shouldBe: reasonsPage() },
  { file: "docs/ownership.md", is: readIfAny("docs/ownership.md"), shouldBe: ownershipPage() },
  { file: "docs/performance.md", is: readIfAny("docs/performance.md"), shouldBe: performancePage(measurements()) },
  { file: "docs/performance.svg", is: readIfAny("docs/performance.svg"), shouldBe: performancePlot(measurements()) },
  { file: SCHEMA_FILE, is: readIfAny(SCHEMA_FILE), shouldBe: schemaText() },
  ...["README.md", ...GUIDES, ...EXAMPLES.map((name) => `examples/${name}/README.md`)].map((file) => {
    const is = readIfAny(file);
    return { file, is, shouldBe: withMatrix(withExamples(is, read), matrix()) };
  }),
];

export const exampleReadmes = (): string[] =>
  readdirSync(join(ROOT, "examples"))
    .map((name) => `examples/${name}/README.md`)
    .filter((file) => existsSync(join(ROOT, file)));

const matrix = (): Matrix => JSON.parse(read("docs/matrix.json"));
const measurements = (): Measurements => JSON.parse(read("docs/performance.json"));

const readIfAny = (file: string): string => {
  try {
    return read(file);
  } catch {
    return "";
  }
};
