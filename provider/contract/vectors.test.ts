import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { vectors } from "./vectors.fake";

const FOLDER = join(__dirname, "../../tests/vectors/of-the-loader");
const Case = z.strictObject({ about: z.string() });

beforeEach(() => mkdirSync(FOLDER, { recursive: true }));
afterEach(() => rmSync(FOLDER, { recursive: true }));

test("a folder without cases is refused", () => {
  expect(() => vectors("of-the-loader", Case)).toThrow("holds no case");
});

test("a case with a member that nobody knows is refused by its file's name", () => {
  writeFileSync(join(FOLDER, "odd.json"), '{ "about": "a slip", "becuase": [] }');

  expect(() => vectors("of-the-loader", Case)).toThrow(/of-the-loader\/odd\.json.*becuase/s);
});
