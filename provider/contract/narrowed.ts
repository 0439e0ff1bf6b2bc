import * as z from "zod";

const made = new WeakMap<z.ZodObject, Map<string, z.ZodObject>>();

/**
 * What a strict schema says of these inputs alone, each of which may be missing. A resource gives a few of forty: to look for the
 * others takes longer than to read it. Made once, for the resources of a program give much the same.
 */
export const narrowed = (schema: z.ZodObject, inputs: readonly string[]): z.ZodObject => {
  const ofSchema = made.get(schema) ?? new Map<string, z.ZodObject>();
  made.set(schema, ofSchema);
  const key = inputs.join("\n");
  const found = ofSchema.get(key) ?? partOf(schema, new Set(inputs));
  ofSchema.set(key, found);
  return found;
};

const partOf = (schema: z.ZodObject, inputs: ReadonlySet<string>): z.ZodObject =>
  z.strictObject(Object.fromEntries(Object.entries(schema.shape).filter(([input]) => inputs.has(input)))).partial();
