import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";

const FOLDER = join(__dirname, "../../tests/vectors");

/**
 * Every case of one folder of `tests/vectors`, by file name. A case that holds a member nobody knows is refused,
 * and so is a folder without cases: both would pass silently.
 */
export const vectors = <Case>(folder: string, shape: z.ZodType<Case>): (Case & { readonly file: string })[] => {
  const files = readdirSync(join(FOLDER, folder)).filter((file) => file.endsWith(".json"));
  if (files.length === 0) throw new Error(`tests/vectors/${folder} holds no case`);
  return files.sort().map((file) => {
    const parsed = shape.safeParse(JSON.parse(readFileSync(join(FOLDER, folder, file), "utf8")));
    if (!parsed.success) throw new Error(`tests/vectors/${folder}/${file}: ${parsed.error.message}`);
    return { ...parsed.data, file: file.replace(/\.json$/, "") };
  });
};
