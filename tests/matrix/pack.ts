import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";

/** The package as it would be published. */
export const packInto = (folder: string): string => {
  const text = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
    cwd: resolve(__dirname, "../.."),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [packed] = JSON.parse(text) as { filename: string }[];
  return join(folder, packed?.filename ?? "");
};
