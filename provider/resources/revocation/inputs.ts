import * as z from "zod";
import { REVOCATION_REASONS } from "../../certcentral";
import type { Change } from "../../contract/plan";
import { readSerial } from "../../pki/serial";
import { id } from "../input-check/id";

/** In one spelling, whatever was given; digits alone stay digits, for they may be decimal. A short row of digits would be taken for a certificate id. */
const serial = z.string().transform((text, context) => {
  const read = readSerial(text);
  if (read !== undefined && !/^\d{1,15}$/.test(read)) return read;
  context.addIssue({ code: "custom", message: "is no serial number" });
  return z.NEVER;
});

/**
 * What a user may say about a revocation: one target (a certificate by id or by serial number, or an order as a whole),
 * and how to ask.
 */
export const RevocationInputs = z.strictObject({
  certificateId: id.optional(),
  serialNumber: serial.optional(),
  orderId: id.optional(),
  wholeOrder: z.boolean().optional(),
  reason: z.enum(REVOCATION_REASONS).optional(),
  comments: z.string().optional(),
  skipApproval: z.boolean().optional(),
  awaitApproval: z.boolean().optional(),
  /** Seconds. */
  timeouts: z.strictObject({ approval: z.number().positive().optional() }).optional(),
});
export type RevocationInputs = z.output<typeof RevocationInputs>;

/** What a change of each input means. The compiler counts the fields. */
export const onChange = {
  /** Another target is another revocation; the old one stays as it is. */
  certificateId: "replace",
  serialNumber: "replace",
  /** The target itself with `wholeOrder`; else it only says where to look. */
  orderId: "replace",
  wholeOrder: "replace",
  /** How to ask. What was revoked is revoked; a request that waits cannot be changed; one that was rejected is asked again. */
  reason: "ignore",
  comments: "ignore",
  skipApproval: "ignore",
  awaitApproval: "ignore",
  timeouts: "ignore",
} as const satisfies Record<keyof RevocationInputs, Change>;

/** The inputs that a request carries: after a rejection, a change of one is a new question. */
export const asking = ["reason", "comments", "skipApproval"] as const satisfies (keyof RevocationInputs)[];
