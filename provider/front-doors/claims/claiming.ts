import type { Action } from "../../contract/plan";
import { present } from "../../contract/present";
import type { Resource } from "../../contract/resource";
import type { Given } from "../../contract/unknown";
import { type Claims, nameIn, type Self } from "./claims";

/* What the steps of one kind of resource tell the others of the operation, and ask them. */

/** Actions after which a resource does not keep what it keeps now, or keeps more. */
const CHANGES_HANDS: ReadonlySet<Action> = new Set(["reissue", "resume", "regenerate", "replace"]);
/** Of them, those that leave what is kept now to its fate. */
const GIVES_UP: ReadonlySet<Action> = new Set(["reissue", "replace"]);

/** A resource as a door knows it: by its URN, and, once it was made, by its instance. */
export interface Identified {
  readonly urn: string;
  readonly instance?: string | undefined;
}

export interface Claiming<Inputs, State> {
  /** What two instances of the kind cannot both be. */
  readonly keyOf: (given: Given<Inputs>) => string | undefined;
  /** The resource is in the program, and its step is not over. `before`: the inputs in state; a new one has none. */
  readonly name: (urn: string, given: Given<Inputs>, before?: Given<Inputs>) => void;
  /** The resource is in state, and keeps what state says: all of it, or what is left of it while an update takes its course. */
  readonly hold: (of: Identified, state: State, given: Given<Inputs>, action?: Action) => readonly string[];
  /** A create that did not end well: it takes nobody's place in this run, and keeps what it left in state, and what it was to replace. */
  readonly fail: (urn: string, left: State | undefined, given: Given<Inputs>) => void;
  /** Why this resource may not have what it would put an end to: another one lives by it. */
  readonly forbidden: (urn: string, given: Given<Inputs>, except?: readonly string[]) => readonly string[];
  /** What is kept here, and is not given up by the action, and another resource of the program would put an end to, in a sentence. */
  readonly takerOf: (urn: string, kept: readonly string[], action: Action) => string | undefined;
}

export const claimingOf = <Inputs extends object, State, Reason extends { readonly code: string }, Api>(
  resource: Pick<
    Resource<Inputs, State, Reason, Api>,
    "destroys" | "isKeeper" | "kind" | "mayKeep" | "owns" | "placeOf" | "retires" | "uniqueKey"
  >,
  claims: Claims,
  selfOf: (urn: string) => Self,
): Claiming<Inputs, State> => {
  const keyOf = (given: Given<Inputs>): string | undefined => {
    const unique = resource.uniqueKey(given);
    return resource.placeOf?.(given) ?? (unique === undefined ? undefined : `${resource.kind} ${unique}`);
  };
  /** What a resource has kept in this operation, and does not keep among these. */
  const givenUp = (urn: string, kept: readonly string[], things: readonly string[]): string[] => {
    const before = claims.said(urn);
    const ever = new Set([...kept, ...(before?.things ?? []), ...(before?.givesUp ?? [])]);
    return [...ever].filter((thing) => !things.includes(thing));
  };
  return {
    keyOf,
    name(urn, given, before) {
      const { account } = selfOf(urn);
      const things = resource.owns?.(given, undefined) ?? [];
      // A replacement is checked once more when what it replaces has been compared, and keeps that until it is there.
      const givesUp = givenUp(urn, [], things);
      // What it keeps in state is told once it is compared, if it comes to that: check may refuse what is wanted now.
      const wereKept = before === undefined ? [] : (resource.mayKeep?.(before) ?? []);
      const mayKeep = [...new Set([...(resource.mayKeep?.(given) ?? []), ...wereKept, ...givesUp])];
      claims.say({
        ...present({ urn, account, key: keyOf(given), status: "named", things, mayKeep, givesUp, ledger: [] }),
        ...(before === undefined ? { isNew: true } : {}),
      });
    },
    hold({ urn, instance }, state, given, action = "nothing") {
      const kept = resource.owns?.(given, state) ?? [];
      const things = GIVES_UP.has(action) ? (resource.owns?.(given, undefined) ?? []) : kept;
      const keeps = (resource.isKeeper?.(state) ?? true) && action !== "replace";
      claims.say({
        ...present({
          urn,
          instance,
          account: selfOf(urn).account,
          key: keyOf(given),
          status: keeps ? "held" : "named",
          things,
          mayKeep: CHANGES_HANDS.has(action) ? [...(resource.mayKeep?.(given) ?? []), ...kept] : [],
          givesUp: givenUp(urn, kept, things),
          ledger: [...new Set([...(claims.said(urn)?.ledger ?? []), ...(resource.retires?.(state) ?? [])])],
        }),
        ...(claims.said(urn)?.isNew === true ? { isNew: true } : {}),
      });
      return things;
    },
    fail(urn, left, given) {
      const said = claims.said(urn);
      if (said === undefined) return;
      const things = left === undefined ? [] : (resource.owns?.(given, left) ?? []);
      // What it was to replace is still there, and keeps what it kept.
      const { givesUp = [], ...rest } = said;
      claims.say({ ...rest, status: "failed", things: [...things, ...givesUp], mayKeep: [] });
    },
    forbidden: (urn, given, except = []) =>
      (resource.destroys?.things(given) ?? []).flatMap((thing) => {
        const keeper = except.includes(thing) ? undefined : claims.keeper(thing, selfOf(urn));
        return keeper === undefined ? [] : (resource.destroys?.refusal(thing, nameIn(keeper)) ?? []);
      }),
    takerOf(urn, kept, action) {
      if (GIVES_UP.has(action)) return undefined;
      const [thing, taker] =
        kept.map((each) => [each, claims.taker(each, urn)] as const).find(([, by]) => by !== undefined) ?? [];
      return thing === undefined || taker === undefined
        ? undefined
        : `${thing} is kept here, and resource ${nameIn(taker)} of this program would put an end to it: that will be refused; remove one of the two`;
    },
  };
};
