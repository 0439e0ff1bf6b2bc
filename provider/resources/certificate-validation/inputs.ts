import * as z from "zod";
import type { Change } from "../../contract/plan";
import { id } from "../input-check/id";

/** What a user may say about the validation of a certificate's domains. */
export const ValidationInputs = z.strictObject({
  orderId: id,
  /** The certificate's: it changes with each issuance that is asked for. */
  issuanceId: z.string().min(1),
  /** Whatever publishes the records: only so that this comes after it. */
  validationRecords: z.unknown().optional(),
  /** The key that was asked for, SHA-256 of its SubjectPublicKeyInfo. Without it, the key that CertCentral has on file. */
  publicKeySha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/i)
    .transform((text) => text.toLowerCase())
    .optional(),
  /** The names that were asked for. Without them, those that CertCentral tells. */
  names: z.array(z.string()).optional(),
  /** Seconds. */
  timeouts: z.strictObject({ issuance: z.number().positive().optional() }).optional(),
});
export type ValidationInputs = z.output<typeof ValidationInputs>;

/** What a change of each input means. The compiler counts the fields. */
export const onChange = {
  orderId: "replace",
  /** Another issuance is to be validated and waited for. */
  issuanceId: "reissue",
  /** They order the steps, and prove what comes out of them: by themselves they ask for nothing. */
  validationRecords: "ignore",
  publicKeySha256: "ignore",
  names: "ignore",
  timeouts: "ignore",
} as const satisfies Record<keyof ValidationInputs, Change>;
