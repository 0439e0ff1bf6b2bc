import type { Claim } from "./claim";
import { operationFolder } from "./folder";
import { namedBy } from "./instance";
import { type Journal, journalIn } from "./journal";
import { anyCertificateOf, anyCredentialOf, anyDuplicateOf, type Named, roughKeyOf, serialName } from "./words";

/*
 * What the program's own classes say. The provider learns from it what `check` cannot tell it (yet): of a resource that --target leaves out, or
 * that comes after one that would revoke what it keeps.
 */

/** As a class names a resource, before anything is known of its step. */
export const claimOf = (urn: string, named: Named): Claim | undefined => {
  const roughKey = roughKeyOf(named);
  const { kind, orderId, acmeContractId, storeReissueAsDuplicate } = named;
  if (kind === "AcmeCredentials" && acmeContractId !== undefined)
    return { urn, status: "named", things: [], mayKeep: [anyCredentialOf(acmeContractId)], ledger: [] };
  if (roughKey === undefined || orderId === undefined) return undefined;
  const things = [`order ${orderId}`];
  const anyOf = storeReissueAsDuplicate === true ? anyDuplicateOf : anyCertificateOf;
  return { urn, roughKey, status: "named", things, mayKeep: [anyOf(orderId)], ledger: [] };
};

/** Outputs that say what a resource lives by, and which instance of it answered: through the plugin `internal`, else `__urn`. */
export const ANSWERED = [
  "internal",
  "__urn",
  "certificateId",
  "serialNumber",
  "credentialId",
  "previousCredentials",
  "pending",
] as const;
export type Answered = { readonly [Output in (typeof ANSWERED)[number]]?: unknown };

/** As the class knows it once its registration is answered: what it has replaced is its own until it is retired. */
export const answeredClaim = (named: Claim, answered: Answered): Claim => {
  const instance = memberOf(answered.internal, "instanceId") ?? namedBy(String(answered.__urn ?? "")).instance;
  const serial = idOf(answered.serialNumber);
  return {
    ...named,
    ...(typeof instance === "string" ? { instance } : {}),
    status: "held",
    things: [
      ...named.things,
      ...listOf(answered.certificateId).map((id) => `certificate ${id}`),
      ...(serial === undefined ? [] : [serialName(serial)]),
      ...[
        ...listOf(answered.credentialId),
        ...membersOf(answered.previousCredentials).flatMap((pair) => listOf(memberOf(pair, "credentialId"))),
      ].map((id) => `ACME credential ${id}`),
      ...membersOf(memberOf(answered.pending, "requestIds"))
        .flatMap(listOf)
        .map((id) => `request ${id}`),
    ],
    mayKeep: [],
  };
};

export const idOf = (value: unknown): number | string | undefined =>
  typeof value === "number" || typeof value === "string" ? value : undefined;

const listOf = (value: unknown): (number | string)[] => {
  const id = idOf(value);
  return id === undefined ? [] : [id];
};
const membersOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

/** One journal for each run of a program in this process: the Automation API has several, at once or one after the other. */
const journals = new WeakMap<object, Journal>();

/** The journal of a run, which `run` stands for; the engine that carries it out listens at `address`. */
export const journalOfRun = (run: object, address: string): Journal => {
  const journal = journals.get(run) ?? journalIn(operationFolder(address), "program");
  journals.set(run, journal);
  return journal;
};
