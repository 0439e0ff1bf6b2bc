import fc from "fast-check";
import type { Kill } from "../../in-process-engine/command";
import type { AwkwardValues } from "../../simulator/src";
import { awkwardnesses, clocks, type Fault, faults, KINDS, kills, oneIn } from "../arbitraries";
import { EVIDENCE } from "../evidence";
import { type Edit, said } from "../story";

/** What was replaced: kept, or revoked so many hours later. */
export type Retire = { readonly action: "keep" } | { readonly action: "revoke"; readonly afterHours: number };

/** A certificate of one of two orders, or a duplicate of it. */
export interface WantedCertificate {
  readonly order: 0 | 1;
  readonly key?: "A" | "B";
  readonly duplicate?: boolean;
  readonly triggers?: number;
  readonly superseded?: Retire;
  readonly onDelete?: "revoke" | "revokeOrder" | "retain";
  readonly wait?: boolean;
}

/** A pair of one of two contracts. */
export interface WantedPair {
  readonly contract: 0 | 1;
  readonly triggers?: number;
  readonly superseded?: Retire;
  readonly revokeExisting?: boolean;
}

/** What a revocation is of, when it is written: by what resource's state says then. */
export interface Targeted {
  readonly what: "current" | "superseded";
  readonly which: Which;
  readonly by: "certificateId" | "serialNumber" | "wholeOrder";
}

/** Which resource of the program, by its place among those of its kind. */
export type Which = 0 | 1 | 2;

export type Step =
  | { readonly do: "certificate"; readonly first: boolean; readonly inputs: WantedCertificate }
  | { readonly do: "pair"; readonly first: boolean; readonly inputs: WantedPair }
  | ({ readonly do: "revocation"; readonly first: boolean } & Targeted)
  | { readonly do: "edit certificate"; readonly which: Which; readonly change: Edit<WantedCertificate> }
  | { readonly do: "edit pair"; readonly which: Which; readonly change: Edit<WantedPair> }
  /** A resource's replaced pair, or another resource's own, is listed to be revoked. */
  | { readonly do: "list"; readonly which: Which; readonly of: Which; readonly what: "current" | "previous" }
  /** `rename`: without an alias. `swap`: with the one that is registered next. `depend`: on the one that is registered before it, or no more. */
  | { readonly do: "remove" | "rename" | "swap" | "depend"; readonly at: number }
  | {
      readonly do: "up";
      readonly refresh?: boolean;
      readonly replace?: number;
      readonly target?: number;
      readonly kill?: Kill;
    }
  | { readonly do: "preview" | "refresh" | "approve" | "reject" | "colleague" | "calm" }
  | Fault<keyof typeof PLACES>
  | { readonly do: "clock"; readonly hours: number };

/** Where a call can fail. */
export const PLACES = {
  reissue: { method: "POST", path: "/reissue" },
  order: { method: "GET", path: "/order/certificate/*" },
  revoke: { method: "PUT", path: "/revoke" },
  cancel: { method: "PUT", path: "/request/" },
  regenerate: { method: "POST", path: "/regenerate" },
  "revoke a pair": { method: "POST", path: "/credentials/revoke/" },
} as const;

export interface Setting {
  readonly approval: boolean;
  /** The second order's certificate carries key A already. */
  readonly ownKey: boolean;
  readonly awkward: Partial<AwkwardValues>;
}

export interface Sequence {
  readonly setting: Setting;
  readonly start: readonly Step[];
  readonly steps: readonly Step[];
}

const which = fc.constantFrom<Which>(0, 0, 1, 2);
const at = fc.constantFrom(0, 1, 2, 3);
const first = fc.boolean();
const order = fc.constantFrom<0 | 1>(0, 1);
const RETIRE = [
  { action: "revoke", afterHours: 0 },
  { action: "revoke", afterHours: 24 },
  { action: "keep" },
] as const satisfies readonly Retire[];
const superseded = fc.constantFrom<Retire | undefined>(undefined, ...RETIRE);

const wantedCertificate: fc.Arbitrary<WantedCertificate> = fc
  .record({
    order,
    key: fc.constantFrom("A" as const, "A" as const, "B" as const),
    duplicate: fc.constantFrom(undefined, undefined, true),
    superseded,
    onDelete: fc.constantFrom(undefined, undefined, undefined, "revoke" as const, "revokeOrder" as const),
    wait: fc.constantFrom(undefined, undefined, false),
  })
  .map((all) => said(all) as unknown as WantedCertificate);

const wantedPair: fc.Arbitrary<WantedPair> = fc
  .record({ contract: order, superseded, revokeExisting: fc.constantFrom(undefined, undefined, true) })
  .map((all) => said(all) as unknown as WantedPair);

const editOfCertificate: fc.Arbitrary<Edit<WantedCertificate>> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ order }) },
  { weight: 4, arbitrary: fc.record({ key: fc.constantFrom("A" as const, "B" as const) }) },
  { weight: 3, arbitrary: fc.record({ triggers: fc.constantFrom(1, 2, 3) }) },
  { weight: 2, arbitrary: fc.record({ superseded: fc.constantFrom(...RETIRE, null) }) },
  { weight: 1, arbitrary: fc.record({ onDelete: fc.constantFrom("revoke", "revokeOrder", "retain", null) }) },
  { weight: 1, arbitrary: fc.record({ wait: fc.constantFrom(false, null) }) },
);

const editOfPair: fc.Arbitrary<Edit<WantedPair>> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ contract: order }) },
  { weight: 4, arbitrary: fc.record({ triggers: fc.constantFrom(1, 2, 3) }) },
  { weight: 2, arbitrary: fc.record({ superseded: fc.constantFrom(...RETIRE, null) }) },
  { weight: 2, arbitrary: fc.record({ revokeExisting: fc.constantFrom(true, null) }) },
);

const up: fc.Arbitrary<Step> = fc
  .record({
    refresh: fc.constantFrom(undefined, undefined, true),
    replace: oneIn(12, at),
    target: oneIn(12, at),
    kill: kills(8, 1, 1, 2),
  })
  .map((all) => ({ do: "up", ...said<unknown>(all) }) as Step);

const adding: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("certificate" as const), first, inputs: wantedCertificate }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("pair" as const), first, inputs: wantedPair }) },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: adding },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("revocation" as const),
      first,
      what: fc.constantFrom("current" as const, "superseded" as const, "superseded" as const),
      which,
      by: fc.constantFrom(
        "certificateId" as const,
        "certificateId" as const,
        "serialNumber" as const,
        "wholeOrder" as const,
      ),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({ do: fc.constant("edit certificate" as const), which, change: editOfCertificate }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("edit pair" as const), which, change: editOfPair }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("list" as const),
      which,
      of: which,
      what: fc.constantFrom("current" as const, "previous" as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom("remove" as const, "rename" as const, "swap" as const, "depend" as const),
      at,
    }),
  },
  { weight: 16, arbitrary: up },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Step>(
      { do: "preview" },
      { do: "refresh" },
      { do: "approve" },
      { do: "approve" },
      { do: "reject" },
      { do: "colleague" },
      { do: "calm" },
    ),
  },
  {
    weight: 2,
    arbitrary: faults(Object.keys(PLACES) as (keyof typeof PLACES)[], [1, 1, 3], [...KINDS, "status:403"]),
  },
  { weight: 6, arbitrary: clocks(1, 25, 49) },
);

const AWKWARD: readonly Partial<AwkwardValues>[] = [
  ...EVIDENCE,
  { slowIssuanceSeconds: [700, 900] },
  { staleRequestView: true },
  { primaryInReissueList: true },
  { kidHint: "start" },
  { partnerRevokedAgain: "accept" },
];

export const sequences: fc.Arbitrary<Sequence> = fc.record({
  setting: fc.record({
    approval: fc.constantFrom(false, false, true),
    ownKey: fc.boolean(),
    awkward: awkwardnesses(AWKWARD, 2),
  }),
  start: fc.array(adding, { minLength: 2, maxLength: 3 }),
  steps: fc.array(step, { minLength: 3, maxLength: 16, size: "max" }),
});
