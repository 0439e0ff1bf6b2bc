import * as z from "zod";

/** Ids come as numbers or as numeric strings, from users and from other resources' outputs alike. */
export const id = z.union([
  z.number().int().positive(),
  z
    .string()
    .regex(/^[1-9]\d{0,15}$/)
    .transform(Number)
    // Beyond what a number holds exactly it would be another id.
    .refine(Number.isSafeInteger),
]);
