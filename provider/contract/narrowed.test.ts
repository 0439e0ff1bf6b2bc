import * as z from "zod";
import { narrowed } from "./narrowed";

const Schema = z.strictObject({ size: z.number().min(1), note: z.string().trim().optional(), flag: z.boolean() });
const read = (given: object) => narrowed(Schema, Object.keys(given)).safeParse(given);

test("what is given is read as the whole schema reads it, and what is not given is not asked for", () => {
  expect(read({ note: " n ", size: 3 })).toMatchObject({ success: true, data: { size: 3, note: "n" } });
  expect(read({})).toMatchObject({ success: true, data: {} });
});

test("faults are told in the schema's order, then the names that it does not have", () => {
  const { error } = read({ other: 1, flag: "yes", size: 0 });

  expect(error?.issues.map(({ code, path }) => [code, ...path])).toEqual([
    ["too_small", "size"],
    ["invalid_type", "flag"],
    ["unrecognized_keys"],
  ]);
});

test("it is made once for each set of inputs", () => {
  expect(narrowed(Schema, ["size"])).toBe(narrowed(Schema, ["size"]));
  expect(narrowed(Schema, ["size", "note"])).not.toBe(narrowed(Schema, ["size"]));
});
