import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FOLDER, played, VERSION } from "./fixtures";
import { scenes } from "./scenes";

/* `node --import tsx tests/upgrade/record.ts`: plays the scenes that have no fixture yet. What is there is never overwritten. */
const record = async (): Promise<void> => {
  const folder = join(FOLDER, `v${VERSION}`);
  mkdirSync(folder, { recursive: true });
  for (const name of Object.keys(scenes)) {
    const file = join(folder, `${name}.json`);
    if (existsSync(file)) continue;
    const state = await played(name);
    writeFileSync(file, `${JSON.stringify(state, null, 2)}\n`);
    process.stdout.write(`${name}: ${JSON.stringify(state.plan)}\n`);
  }
};
void record();
