import fc from "fast-check";
import type { Kill } from "../../in-process-engine/command";
import type { AwkwardValues } from "../../simulator/src";
import { awkwardnesses, clocks, type Fault, faults, KINDS, kills, namesOf } from "../arbitraries";
import { EVIDENCE } from "../evidence";
import type { Edit } from "../story";

/** What may be wanted of the certificate; an absent member says nothing. */
export interface Wanted {
  readonly order: 0 | 1;
  readonly key?: "A" | "B" | "C";
  /** Another text of the same key: no other wish. */
  readonly spelling?: boolean;
  readonly names?: readonly string[];
  readonly commonName?: string;
  readonly hash?: "sha256" | "sha384";
  /** The hash that an earlier stage has proven; or that stage's output got lost. */
  readonly proven?: "sha256" | "sha384" | "lost";
  readonly triggers?: number;
  readonly validityDays?: number;
  readonly minDays?: number;
  readonly allowSanRemoval?: boolean;
  readonly drift?: "report";
  readonly onDelete?: "revoke" | "revokeOrder" | "retain";
  readonly revokeNow?: boolean;
  readonly superseded?: { readonly action: "keep" } | { readonly action: "revoke"; readonly afterHours: number };
  readonly skipApproval?: boolean;
  readonly wait?: boolean;
  readonly timeout?: number;
}

export type Step =
  | { readonly do: "edit"; readonly change: Edit<Wanted> }
  | {
      readonly do: "up";
      readonly refresh?: boolean;
      readonly kill?: Kill;
      /** The resource gets another name in the program, without an alias. */
      readonly rename?: boolean;
    }
  | { readonly do: "preview" | "refresh" | "destroy" }
  | {
      readonly do: "colleague";
      readonly key?: "A" | "B" | "other";
      readonly names?: readonly string[];
      readonly approval?: boolean;
      readonly slow?: number;
    }
  /** An administrator decides the request that waits, if there is one; or all of them. */
  | { readonly do: "approve" | "reject" | "cancel" | "validate" }
  | { readonly do: "revoke"; readonly which: "current" | "ours" }
  | Fault<keyof typeof PLACES>
  | { readonly do: "calm" }
  | { readonly do: "clock"; readonly hours: number };

/** Where a call can fail. */
export const PLACES = {
  reissue: { method: "POST", path: "/reissue" },
  order: { method: "GET", path: "/order/certificate/*" },
  reissues: { method: "GET", path: "/reissue" },
  download: { method: "GET", path: "/download" },
  request: { method: "GET", path: "/request/" },
  decide: { method: "PUT", path: "/request/" },
  cancel: { method: "PUT", path: "/status" },
  revoke: { method: "PUT", path: "/revoke" },
} as const;

/** The world that a sequence happens in. */
export interface Setting {
  readonly approval: boolean;
  readonly dcv: boolean;
  readonly autoReissue: boolean;
  readonly coverageDays: number;
  /** The order's certificate carries key A already. */
  readonly ownKey: boolean;
  readonly awkward: Partial<AwkwardValues>;
}

export interface Sequence {
  readonly setting: Setting;
  readonly start: Wanted;
  readonly steps: readonly Step[];
}

export const NAMES = ["a.example.com", "b.example.com", "c.example.com"] as const;
const names = fc.subarray([...NAMES]);

const edit: fc.Arbitrary<Edit<Wanted>> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ key: fc.constantFrom("A", "B", "C", "A", "B", null) }) },
  { weight: 5, arbitrary: fc.record({ names: fc.option(names) }) },
  { weight: 3, arbitrary: fc.record({ names, allowSanRemoval: fc.constant(true) }) },
  { weight: 1, arbitrary: fc.record({ commonName: fc.constantFrom("www.example.com", "a.example.com", null) }) },
  { weight: 2, arbitrary: fc.record({ spelling: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ allowSanRemoval: fc.constantFrom(true, null) }) },
  { weight: 2, arbitrary: fc.record({ hash: fc.constantFrom("sha256", "sha384", null) }) },
  { weight: 2, arbitrary: fc.record({ proven: fc.constantFrom("sha256", "sha256", "sha384", "lost", null) }) },
  {
    weight: 1,
    arbitrary: fc.record({ proven: fc.constantFrom("sha256", "sha384"), hash: fc.constantFrom("sha256", "sha384") }),
  },
  { weight: 3, arbitrary: fc.record({ triggers: fc.constantFrom(1, 2, null) }) },
  { weight: 1, arbitrary: fc.record({ validityDays: fc.constantFrom(90, 60, null) }) },
  { weight: 1, arbitrary: fc.record({ minDays: fc.constantFrom(0, 100, null) }) },
  { weight: 3, arbitrary: fc.record({ drift: fc.constantFrom("report", "report", null) }) },
  { weight: 2, arbitrary: fc.record({ onDelete: fc.constantFrom("revoke", "revokeOrder", "retain", null) }) },
  { weight: 1, arbitrary: fc.record({ revokeNow: fc.constantFrom(true, null) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      superseded: fc.constantFrom(
        { action: "keep" } as const,
        { action: "revoke", afterHours: 0 } as const,
        { action: "revoke", afterHours: 48 } as const,
        null,
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ skipApproval: fc.constantFrom(true, null) }) },
  { weight: 2, arbitrary: fc.record({ wait: fc.constantFrom(false, null) }) },
  { weight: 1, arbitrary: fc.record({ timeout: fc.constantFrom(60, null) }) },
  { weight: 1, arbitrary: fc.record({ order: fc.constantFrom<0 | 1>(0, 1) }) },
);

const kill = kills(6, 1, 1, 2);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: edit.map((change): Step => ({ do: "edit", change })) },
  {
    weight: 14,
    arbitrary: fc
      .record({ refresh: fc.boolean(), kill, rename: fc.constantFrom(...Array<boolean>(11).fill(false), true) })
      .map(
        ({ refresh, kill: killed, rename }): Step => ({
          do: "up",
          ...(refresh ? { refresh } : {}),
          ...(killed === undefined ? {} : { kill: killed }),
          ...(rename ? { rename } : {}),
        }),
      ),
  },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: "preview" }, { do: "refresh" }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: "destroy" }) },
  {
    weight: 4,
    arbitrary: fc
      .record({
        key: fc.constantFrom(undefined, "A", "B", "other"),
        names: fc.option(names, { nil: undefined }),
        approval: fc.boolean(),
        slow: fc.constantFrom(undefined, undefined, 120, 5_000),
      })
      .map(
        ({ key, names: others, approval, slow }): Step => ({
          do: "colleague",
          ...(key === undefined ? {} : { key: key as "A" | "B" | "other" }),
          ...(others === undefined ? {} : { names: others }),
          ...(approval ? { approval } : {}),
          ...(slow === undefined ? {} : { slow }),
        }),
      ),
  },
  {
    weight: 7,
    arbitrary: fc.constantFrom<Step>(
      { do: "approve" },
      { do: "approve" },
      { do: "approve" },
      { do: "reject" },
      { do: "cancel" },
      { do: "validate" },
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom<Step>({ do: "revoke", which: "current" }, { do: "revoke", which: "ours" }) },
  {
    weight: 6,
    arbitrary: faults([...namesOf(PLACES), "reissue", "reissue"], [1, 1, 2, 5, 60], [...KINDS, "status:403"]),
  },
  { weight: 2, arbitrary: fc.constant<Step>({ do: "calm" }) },
  { weight: 4, arbitrary: clocks(1, 1, 50, 80, 24 * 100, 24 * 175) },
);

export const AWKWARD: readonly Partial<AwkwardValues>[] = [
  { slowIssuanceSeconds: [1, 3] },
  { slowIssuanceSeconds: [700, 900] },
  { slowIssuancePolls: [0, 3] },
  { nullForAbsent: 0.5 },
  { staleRequestView: true },
  { primaryInReissueList: true, primaryRepeated: [0, 2] },
  { primaryInsteadOfReissues: true },
  { crlf: true },
  { sameDownload: 0.5 },
  { issuedWhileReissuePending: true },
  { certificateStatusAbsent: true },
  { commonNameAmongDnsNames: true },
  { requestIdAsText: true },
  { revokeApprovalGate: false },
  { reissueRequestStatus: true },
  { reissueAnswersChain: true },
  { cancelledReissueListed: "gone" },
  { issuerHash: "own" },
  { cancelledReissueListed: "canceled" },
  { emptyMapsAsLists: true, flagsAsText: true },
  { reissueStatus: 200 },
  { reissueWhilePendingCode: "order_is_busy", revokeWhileReissuePendingCode: "order_is_busy" },
  { downloadBeforeIssuance: 400, downloadBeforeIssuanceCode: "not_ready" },
  { csrOneLine: "always", csrWithoutHeader: "always" },
  { cancelStatusSpelling: "any" },
];

const setting: fc.Arbitrary<Setting> = fc.record({
  approval: fc.boolean(),
  dcv: fc.constantFrom(false, false, false, true),
  autoReissue: fc.constantFrom(false, false, true),
  coverageDays: fc.constantFrom(365, 365, 1095),
  ownKey: fc.boolean(),
  awkward: fc
    .tuple(awkwardnesses(AWKWARD, 3), awkwardnesses(EVIDENCE, 2))
    .map(([some, evidence]): Partial<AwkwardValues> => ({ ...some, ...evidence })),
});

const start: fc.Arbitrary<Wanted> = fc
  .record({
    key: fc.constantFrom("A", "A", "B", undefined),
    names: fc.option(names, { nil: undefined }),
    superseded: fc.constantFrom(undefined, undefined, { action: "revoke", afterHours: 0 } as const),
    onDelete: fc.constantFrom(undefined, undefined, undefined, "revoke"),
    revokeNow: fc.boolean(),
    drift: fc.constantFrom(undefined, undefined, "report" as const),
  })
  .map(({ key, names: some, superseded, onDelete, revokeNow, drift }) => ({
    order: 0,
    ...(key === undefined ? {} : { key: key as "A" | "B" }),
    ...(some === undefined ? {} : { names: some }),
    ...(superseded === undefined ? {} : { superseded }),
    ...(onDelete === undefined ? {} : { onDelete: onDelete as "revoke" }),
    ...(revokeNow ? { revokeNow } : {}),
    ...(drift === undefined ? {} : { drift }),
  }));

export const sequences: fc.Arbitrary<Sequence> = fc
  .record({ setting, start, steps: fc.array(step, { minLength: 2, maxLength: 14, size: "max" }) })
  .map(({ steps, ...rest }) => ({ ...rest, steps: isBlind(rest.setting) ? steps.map(unkilled) : steps }));

/** Where the order's page and its lists are both behind, nothing shows what a killed step has just asked for (docs/ownership.md). */
const isBlind = ({ awkward: { orderPageLag, listLag } }: Setting): boolean =>
  orderPageLag !== undefined && listLag !== undefined;

const unkilled = (one: Step): Step => {
  if (one.do !== "up") return one;
  const { kill: _, ...rest } = one;
  return rest;
};
