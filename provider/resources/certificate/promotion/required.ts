import { type Given, isUnknown, knownIn } from "../../../contract/unknown";
import { readCsr } from "../../../pki/csr";
import { isLive, type ObservedCertificate } from "../../order/observed-order";
import { sameAsk } from "../desired/equality";
import { askedFor, wasAskedWithHash } from "../desired/requested-inputs";
import type { CertificateInputs } from "../inputs";
import type { Reason } from "../reasons";
import type { CertificateState } from "../state";
import type { PromotedField, ProvenSpec, Unproven } from "./spec";

/*
 * This stage's wish against what an earlier one has proven (`requires`). A field counts only where this stage sets it; and only
 * a reissue that would change it is refused: renewal and repair of what is in use go on, whatever the earlier stage does.
 */

/** How a stage sets a field, and what the earlier one has proven of it. */
const FIELDS = {
  product: { set: ({ product }) => product, proven: ({ product }) => product },
  keyType: {
    set: ({ csr }) => {
      const read = csr === undefined ? undefined : readCsr(csr);
      return read?.ok ? read.key.keyType : undefined;
    },
    proven: ({ keyType }) => keyType,
  },
  signatureHash: { set: ({ signatureHash }) => signatureHash, proven: ({ signatureHash }) => signatureHash },
  profile: { set: ({ profileOption }) => profileOption, proven: ({ profile }) => profile },
  issuer: { set: ({ caCertId }) => caCertId, proven: ({ issuer }) => issuer?.caCertId ?? null },
} as const satisfies Record<
  PromotedField,
  {
    readonly set: (inputs: Partial<CertificateInputs>) => string | undefined;
    readonly proven: (spec: ProvenSpec) => string | null;
  }
>;

/** Whether the certificate that is in use has a value already, by field. */
export type InUse = { readonly [Field in PromotedField]: (value: string) => boolean };

type Code<Wanted extends Reason["code"]> = Extract<Reason, { code: Wanted }>;
export interface Compared {
  /** A reissue would change what is in use into what nobody has proven. */
  readonly refused?: Code<"not-proven">;
  /** This stage differs, and is left alone with it. */
  readonly differs?: Code<"proof-differs">;
}

/** Holds what this stage sets against what it requires. What was proven counts until the certificate that proved it ends. Pure. */
export const compareWithProof = (
  { requires, ...inputs }: Partial<CertificateInputs>,
  inUse: InUse,
  now: Date,
): Compared => {
  if (requires === undefined) return {};
  const ended = Date.parse(requires.notAfter) <= now.getTime() ? { ended: requires.notAfter } : {};
  const set = (Object.keys(FIELDS) as PromotedField[]).flatMap((field): Unproven[] => {
    const here = FIELDS[field].set(inputs);
    return here === undefined ? [] : [{ field, here, proven: FIELDS[field].proven(requires) }];
  });
  const isUnproven = ({ here, proven }: Unproven): boolean => here !== proven;
  const changed = set.filter((field) => !inUse[field.field](field.here) && (isUnproven(field) || "ended" in ended));
  const kept = set.filter((field) => isUnproven(field) && !changed.includes(field));
  return {
    ...(changed.length > 0 ? { refused: { code: "not-proven", fields: changed, ...ended } as const } : {}),
    ...(kept.length > 0 || (changed.length === 0 && "ended" in ended)
      ? { differs: { code: "proof-differs", fields: kept, ...ended } as const }
      : {}),
  };
};

/** The product is the order's: no reissue changes it. */
const product = (): boolean => true;

/** What the certificate has that state keeps. */
const inUseByState = (prior: CertificateState): InUse => ({
  product,
  keyType: (value) => prior.keyType === value,
  signatureHash: (value) => prior.issuedSignatureHash === value || wasAskedWithHash(prior, value),
  profile: (value) =>
    prior.spec?.profile === value || sameAsk("profileOption", askedFor(prior)["profileOption"], value),
  issuer: (value) => prior.spec?.issuer?.caCertId === value || sameAsk("caCertId", askedFor(prior)["caCertId"], value),
});

/** What an order's certificate has that no state keeps yet, as far as lists tell; what they do not tell would be new. */
const inUseByOrder = (current: ObservedCertificate | undefined, now: Date): InUse => {
  const live = current !== undefined && isLive(current, now) ? current : undefined;
  return {
    product,
    keyType: (value) => live?.key?.keyType === value,
    signatureHash: (value) => live?.signatureHash === value,
    profile: () => false,
    issuer: () => false,
  };
};

/** What is in use where a step looks; a plan has state alone. Pure. */
export const inUse = (
  prior: CertificateState | undefined,
  current: ObservedCertificate | undefined,
  now: Date,
): InUse => (prior?.certificateId === undefined ? inUseByOrder(current, now) : inUseByState(prior));

/** How this stage differs from what it requires; or, where something is to be reissued, that it is compared later. Pure. */
export const proofWarnings = (
  { differs }: Compared,
  { requires }: Given<Partial<CertificateInputs>>,
  reasons: readonly Reason[],
): Reason[] => {
  if (isUnknown(requires)) return reasons.length > 0 ? [{ code: "unknown-input", inputs: ["requires"] }] : [];
  return differs === undefined ? [] : [differs];
};

const ANYTHING: InUse = {
  product,
  keyType: () => true,
  signatureHash: () => true,
  profile: () => true,
  issuer: () => true,
};

/** The same before anybody has looked at the order: its certificate may be anything. Pure. */
export const proofAtCreate = (given: Given<Partial<CertificateInputs>>, now: Date): Reason[] =>
  proofWarnings(compareWithProof(knownIn(given), ANYTHING, now), given, [{ code: "never-issued" }]);
