import * as z from "zod";
import type { Change } from "../../contract/plan";
import { id } from "../input-check/id";

/** Ten years: for longer there is `keep`. */
const MOST_GRACE_HOURS = 87_600;

/** What a user may say about the credentials of an ACME contract. */
export const AcmeCredentialsInputs = z.strictObject({
  acmeContractId: id,
  revokeExisting: z.boolean().optional(),
  triggers: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]).optional(),
  rotateAfterDays: z.number().int().min(1).optional(),
  superseded: z
    .strictObject({
      action: z.enum(["keep", "revoke"]).optional(),
      afterHours: z.number().min(0).max(MOST_GRACE_HOURS).optional(),
    })
    .optional(),
  revokeCredentialIds: z.array(id).optional(),
});
export type AcmeCredentialsInputs = z.output<typeof AcmeCredentialsInputs>;

/** What a change of each input means. The compiler counts the fields; a forgotten one does not compile. */
export const onChange = {
  /** Pairs belong to one contract. */
  acmeContractId: "replace",
  /** Counts for the very first pair only: a rotation must not cut clients off. */
  revokeExisting: "ignore",
  /** The user's own reasons. */
  triggers: "regenerate",
  /** Changes when a rotation is due, and is no reason by itself. */
  rotateAfterDays: "ignore",
  /** Changes when the previous pair is due, and is no reason by itself. */
  superseded: "ignore",
  /** What is listed and not revoked yet is revoked. */
  revokeCredentialIds: "retire",
} as const satisfies Record<keyof AcmeCredentialsInputs, Change>;

/** How long the previous pair outlives its successor when `superseded.afterHours` says nothing. */
export const GRACE_HOURS = 24;
