import fc from "fast-check";
import type { Kill } from "../../in-process-engine/command";
import type { AwkwardValues } from "../../simulator/src";
import { awkwardnesses, clocks, type Fault, faults, KINDS, kills, oneIn } from "../arbitraries";
import { type Edit, said } from "../story";

/** What may be wanted of a pair; an absent member says nothing. */
export interface Wanted {
  readonly triggers?: number;
  readonly rotateAfterDays?: number;
  readonly superseded?: { readonly action: "keep" | "revoke"; readonly afterHours?: number };
  readonly revokeExisting?: boolean;
  readonly revokeCredentialIds?: readonly number[];
}

/** Whose credential is listed: the contract's own, one that somebody made, one nobody saw, one of the resource's, none of the contract's. */
export type Listed = "theirs" | "stranger" | "unseen" | "own" | "previous" | "nonsense";

/** A change of a resource; `list` names the credentials to revoke by whose they are. */
export type Change = Edit<Omit<Wanted, "revokeCredentialIds">> & { readonly list?: Listed | null };

/** Which resource of the program, by its place. */
export type Which = 0 | 1 | 2;

export type Step =
  | { readonly do: "edit"; readonly which: Which; readonly change: Change }
  | { readonly do: "add"; readonly first: boolean; readonly inputs: Wanted }
  /** `rename`: without an alias. */
  | { readonly do: "remove" | "rename"; readonly which: Which }
  | {
      readonly do: "up";
      readonly refresh?: boolean;
      /** `--replace` of a resource. */
      readonly replace?: Which;
      readonly kill?: Kill;
    }
  /** Another trigger, and an up with refresh. */
  | { readonly do: "rotate"; readonly which: Which }
  | { readonly do: "preview" | "refresh" | "destroy" }
  /** Somebody else, in the console. */
  | { readonly do: "regenerate"; readonly revokeExisting: boolean }
  | { readonly do: "revoke"; readonly requestOwner: "theirs" | "ours" | "stranger" | "previous" }
  | { readonly do: "cancel" }
  | Fault<keyof typeof PLACES>
  | { readonly do: "calm" }
  | { readonly do: "clock"; readonly hours: number };

/** Where a call can fail. */
export const PLACES = {
  regenerate: { method: "POST", path: "/regenerate" },
  list: { method: "GET", path: "/credentials" },
  revoke: { method: "POST", path: "/credentials/revoke/" },
  contract: { method: "GET", path: "/acme/*" },
} as const;

export interface Setting {
  readonly validDays: number;
  readonly autoRenew: boolean;
  readonly awkward: Partial<AwkwardValues>;
}

export interface Sequence {
  readonly setting: Setting;
  readonly start: readonly Wanted[];
  readonly steps: readonly Step[];
}

const which = fc.constantFrom<Which>(0, 0, 1, 2);
const RETIRE = [
  { action: "keep" },
  { action: "revoke" },
  { action: "revoke", afterHours: 0 },
  { action: "revoke", afterHours: 48 },
] as const;

const edit: fc.Arbitrary<Change> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ triggers: fc.constantFrom(1, 2, 3, null) }) },
  { weight: 3, arbitrary: fc.record({ rotateAfterDays: fc.constantFrom(10, 30, null) }) },
  { weight: 4, arbitrary: fc.record({ superseded: fc.constantFrom(...RETIRE, null) }) },
  { weight: 3, arbitrary: fc.record({ revokeExisting: fc.constantFrom(true, true, false, null) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      list: fc.constantFrom<Listed | null>(
        "theirs",
        "stranger",
        "unseen",
        "unseen",
        "own",
        "previous",
        "nonsense",
        null,
      ),
    }),
  },
);

const inputs: fc.Arbitrary<Wanted> = fc
  .record({
    triggers: fc.constantFrom(undefined, 1),
    superseded: fc.constantFrom(undefined, ...RETIRE),
    revokeExisting: fc.constantFrom(undefined, undefined, true),
  })
  .map((all): Wanted => said(all));

const up: fc.Arbitrary<Step> = fc
  .record({
    refresh: fc.boolean(),
    replace: oneIn(12, which),
    kill: kills(6, 1, 1, 2, 3),
  })
  .map(
    ({ refresh, replace, kill }): Step => ({
      do: "up",
      ...(refresh ? { refresh } : {}),
      ...(replace === undefined ? {} : { replace }),
      ...(kill === undefined ? {} : { kill }),
    }),
  );

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constant("edit" as const), which, change: edit }) },
  { weight: 16, arbitrary: up },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("rotate" as const), which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("add" as const), first: fc.boolean(), inputs }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("remove" as const, "rename" as const), which }) },
  { weight: 2, arbitrary: fc.constantFrom<Step>({ do: "preview" }, { do: "refresh" }, { do: "destroy" }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("regenerate" as const),
      revokeExisting: fc.constantFrom(false, false, true),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("revoke" as const),
      requestOwner: fc.constantFrom("theirs" as const, "ours" as const, "stranger" as const, "previous" as const),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ do: "cancel" }) },
  {
    weight: 8,
    arbitrary: faults(
      ["regenerate", "regenerate", "list", "revoke", "revoke", "contract"],
      [1, 1, 2, 5],
      [...KINDS, "status:403"],
    ),
  },
  { weight: 2, arbitrary: fc.constant<Step>({ do: "calm" }) },
  { weight: 5, arbitrary: clocks(1, 25, 49, 24 * 11, 24 * 31) },
);

export const AWKWARD: readonly Partial<AwkwardValues>[] = [
  { kidHint: "start" },
  { partnerRevokeStatus: 200 },
  { partnerRevokedAgain: "accept" },
  { nullForAbsent: 0.5 },
];

export const sequences: fc.Arbitrary<Sequence> = fc.record({
  setting: fc.record({
    validDays: fc.constantFrom(365, 365, 365, 20),
    autoRenew: fc.boolean(),
    awkward: awkwardnesses(AWKWARD, AWKWARD.length),
  }),
  start: fc.array(inputs, { minLength: 1, maxLength: 2 }),
  steps: fc.array(step, { minLength: 2, maxLength: 14, size: "max" }),
});
