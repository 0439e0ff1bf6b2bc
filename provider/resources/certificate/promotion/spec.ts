import * as z from "zod";

/** The version of specification that this release writes. */
export const SPEC_VERSION = 1;

/**
 * What a certificate was proven to be: what one stage hands to the next. Plain JSON without a secret. From the leaf; what a
 * leaf cannot tell, from what it was asked for with; `null` where neither tells.
 */
export interface ProvenSpec {
  readonly version: typeof SPEC_VERSION;
  readonly product: string | null;
  /** `P-256`, `RSA-2048`, … */
  readonly keyType: string | null;
  /** `sha256`, … */
  readonly signatureHash: string | null;
  /** As `profileOption` has it. */
  readonly profile: string | null;
  /** The issuer's common name; and its id at CertCentral, where `caCertId` asked for it. */
  readonly issuer: { readonly name: string | null; readonly caCertId: string | null } | null;
  /** ISO 8601 UTC. */
  readonly notAfter: string;
  /** ISO 8601 UTC: when the leaf was seen to have the wanted key and names, and its issuer's signature. */
  readonly provenAt: string;
}

/** What of it a later stage is held against. */
export type PromotedField = Exclude<keyof ProvenSpec, "version" | "notAfter" | "provenAt">;

/** A field that this stage sets otherwise than it was proven. */
export interface Unproven {
  readonly field: PromotedField;
  readonly here: string;
  /** `null`: the earlier stage cannot tell. */
  readonly proven: string | null;
}

// What is null may get lost where Pulumi passes it on.
const told = z
  .string()
  .nullish()
  .transform((text) => text ?? null);

/** Strict: a member that is not understood would be one that is not compared. */
const Spec = z.strictObject({
  version: z.literal(SPEC_VERSION),
  product: told,
  keyType: told,
  signatureHash: told,
  profile: told,
  issuer: z
    .strictObject({ name: told, caCertId: told })
    .nullish()
    .transform((issuer) => issuer ?? null),
  notAfter: z.iso.datetime(),
  provenAt: z.iso.datetime(),
});

const HOW = "give it the `spec` output of the earlier stage's Certificate, whole";

/** Why something is no specification. One that was given and has no value is refused: without it nothing would be guarded. Pure. */
const fault = (value: unknown): string => {
  if (isEmpty(value))
    return `has no value: the earlier stage has no such output yet; export the \`spec\` of its Certificate there, run pulumi up there, and look at the names of stack and output (without a guard: leave requires out)`;
  const version = (value as Partial<ProvenSpec>).version as unknown;
  if (typeof version === "number" && version > SPEC_VERSION)
    return `was written by a newer pulumi-digicert (specification version ${version}, this one knows ${SPEC_VERSION}): install that release or a later one`;
  return `is not a specification: ${HOW}`;
};

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  (typeof value === "object" && Object.keys(value).length === 0);

/** A specification as an input, with one sentence for whatever else it is. */
export const SpecInput = z.unknown().transform((value, context): ProvenSpec => {
  const parsed = Spec.safeParse(value);
  if (parsed.success) return parsed.data;
  context.addIssue({ code: "custom", message: fault(value) });
  return z.NEVER;
});
