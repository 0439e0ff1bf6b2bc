/**
 * What one resource says of itself in one operation (a preview, an up, a destroy). `named`: the program has it. `held`: it is in
 * state, for its step ended well, or the engine answered its registration with an id. `failed`: its create did not end well; what it left in
 * state, if anything, is what it keeps.
 */
export interface Claim {
  readonly urn: string;
  /** Of the instance that holds; a replacement under the same URN is another one. State of an older release has none. */
  readonly instance?: string;
  /** The address of the account's API. Absent where a class says it, which knows no address: it may be any account's. */
  readonly account?: string;
  /** What two resources cannot both keep: `Certificate order 118`. */
  readonly key?: string;
  /** The same words without what a class cannot read (the key in a CSR): `Certificate order 118`. */
  readonly roughKey?: string;
  readonly status: "named" | "held" | "failed";
  /** What it keeps, in words: `certificate 1001`, `order 118`. */
  readonly things: readonly string[];
  /** What it may come to keep besides, or keep on, while its step is not over: anything of these. */
  readonly mayKeep: readonly string[];
  /** What it kept before in this operation, and leaves in it: it may be in use until what takes its place is deployed. */
  readonly givesUp?: readonly string[];
  /** What it will retire in time, or has retired in this operation: `certificate 1000`. */
  readonly ledger: readonly string[];
  /** Its state begins in this operation. */
  readonly isNew?: boolean;
}

/** An instance that was deleted in this operation. */
export interface Deleted {
  readonly urn: string;
  readonly instance?: string;
  readonly account: string;
  readonly key?: string;
  /** What it proved to be its own, and left alive for a holder: `certificate 1001`. */
  readonly left: readonly string[];
}

/** One line of a journal. A claim stands until its writer makes another one for the same URN. */
export type Entry =
  | { readonly is: "claim"; readonly claim: Claim }
  | { readonly is: "deleted"; readonly deleted: Deleted };

/** Who says it. */
export type Speaker = "program" | "provider";

export const isEntry = (value: unknown): value is Entry => {
  if (!isObject(value)) return false;
  if (value["is"] === "claim")
    return isObject(value["claim"]) && typeof value["claim"]["urn"] === "string" && areLists(value["claim"]);
  return value["is"] === "deleted" && isObject(value["deleted"]) && Array.isArray(value["deleted"]["left"]);
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const areLists = (claim: Record<string, unknown>): boolean =>
  ["things", "mayKeep", "ledger"].every((list) => Array.isArray(claim[list])) &&
  (claim["givesUp"] === undefined || Array.isArray(claim["givesUp"]));
