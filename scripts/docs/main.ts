/** Writes the generated pages: `npm run docs`. With `--check` it writes nothing, and fails if one is not up to date. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pages } from "./pages";

const stale = pages().filter(({ is, shouldBe }) => is !== shouldBe);
if (process.argv.includes("--check")) {
  for (const { file } of stale) console.error(`${file} is not up to date: run npm run docs and commit it`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const { file, shouldBe } of stale) {
    writeFileSync(resolve(__dirname, "../..", file), shouldBe);
    console.log(`wrote ${file}`);
  }
}
