import fc from "fast-check";
import type { AwkwardValues } from "../../simulator/src";
import { awkwardnesses, clocks, type Fault, faults, namesOf } from "../arbitraries";
import { EVIDENCE } from "../evidence";

export const METHODS = ["dns-txt-token", "dns-cname-token", "http-token", "email", "http-token-dynamic"] as const;
export const NAMES = ["a.example.com", "b.example.com", "example.org"] as const;

/** What may be wanted of the certificate; an absent member says nothing. */
export interface Wanted {
  readonly key: "A" | "B";
  readonly names: readonly string[];
  readonly method: (typeof METHODS)[number];
  readonly scope?: "base_domain" | "fqdn";
  readonly trigger?: number;
  readonly skipApproval?: boolean;
  readonly duplicate?: boolean;
}

export type Step =
  | { readonly do: "edit"; readonly change: Partial<Wanted> }
  /** `publishes`: the program publishes the records itself, as it should. */
  | { readonly do: "up"; readonly refresh?: boolean; readonly publishes?: boolean }
  | { readonly do: "refresh" }
  /** Records of the certificate's outputs appear in the outside world, all or one of them; or all disappear. */
  | { readonly do: "publish"; readonly which: "all" | "first" }
  | { readonly do: "withdraw" }
  | { readonly do: "colleague"; readonly key: "A" | "B"; readonly slow?: number; readonly approval?: boolean }
  | { readonly do: "approve" | "reject" | "cancel" | "validate" | "calm" }
  | { readonly do: "clock"; readonly hours: number }
  | Fault<keyof typeof PLACES>;

/** Where a call can fail. */
export const PLACES = {
  reissue: { method: "POST", path: "/reissue" },
  order: { method: "GET", path: "/order/certificate/*" },
  reissues: { method: "GET", path: "/reissue" },
  proofs: { method: "GET", path: "/validation" },
  check: { method: "PUT", path: "/check-dcv" },
  value: { method: "PUT", path: "/dcv-random-value" },
  download: { method: "GET", path: "/download" },
  request: { method: "GET", path: "/request/" },
} as const;

export interface Sequence {
  readonly setting: {
    readonly product: "ssl_dv_geotrust_flex" | "ssl_basic";
    readonly approval: boolean;
    readonly awkward: Partial<AwkwardValues>;
  };
  readonly start: Wanted;
  readonly steps: readonly Step[];
}

// An empty list would say nothing.
const names = fc.subarray([...NAMES], { minLength: 1 });
const method = fc.constantFrom(...METHODS.slice(0, 3), ...METHODS);

const edit: fc.Arbitrary<Partial<Wanted>> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ key: fc.constantFrom("A", "B") }) },
  { weight: 3, arbitrary: fc.record({ names }) },
  { weight: 5, arbitrary: fc.record({ trigger: fc.constantFrom(1, 2, 3) }) },
  { weight: 2, arbitrary: fc.record({ method }) },
  { weight: 2, arbitrary: fc.record({ scope: fc.constantFrom("base_domain", "fqdn") }) },
  { weight: 1, arbitrary: fc.record({ skipApproval: fc.boolean() }) },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: edit.map((change): Step => ({ do: "edit", change })) },
  {
    weight: 12,
    arbitrary: fc
      .record({ refresh: fc.boolean(), publishes: fc.constantFrom(true, true, false) })
      .map((how): Step => ({ do: "up", ...how })),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ do: "refresh" }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Step>(
      { do: "publish", which: "all" },
      { do: "publish", which: "first" },
      { do: "withdraw" },
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        key: fc.constantFrom("A", "B"),
        slow: fc.constantFrom(0, 120, 5_000),
        approval: fc.boolean(),
      })
      .map((how): Step => ({ do: "colleague", ...how })),
  },
  {
    weight: 6,
    arbitrary: fc.constantFrom<Step>(
      { do: "approve" },
      { do: "approve" },
      { do: "reject" },
      { do: "cancel" },
      { do: "validate" },
      { do: "calm" },
    ),
  },
  { weight: 2, arbitrary: clocks(1, 25, 31 * 24) },
  {
    weight: 4,
    arbitrary: faults(namesOf(PLACES), [1, 1, 3, 30]),
  },
);

export const AWKWARD: readonly Partial<AwkwardValues>[] = [
  { slowIssuanceSeconds: [1, 3] },
  { slowIssuanceSeconds: [700, 900] },
  { nullForAbsent: 0.5 },
  { staleRequestView: true },
  { primaryInReissueList: true, primaryRepeated: [0, 2] },
  { issuedWhileReissuePending: true },
  { certificateStatusAbsent: true },
  { sameDownload: 0.5 },
  { dcvScope: "fqdn" },
  { cancelledReissueListed: "gone" },
  { checkDcvWithoutPending: "refuse" },
  { requestIdAsText: true },
];

const start: fc.Arbitrary<Wanted> = fc
  .record({
    key: fc.constantFrom<"A" | "B">("A", "B"),
    names,
    method,
    scope: fc.constantFrom<("base_domain" | "fqdn")[]>("base_domain", "fqdn"),
    skipApproval: fc.boolean(),
    duplicate: fc.constantFrom(false, false, false, true),
  })
  .map(({ duplicate, ...rest }) => ({ ...rest, ...(duplicate ? { duplicate } : {}) }));

export const sequences: fc.Arbitrary<Sequence> = fc.record({
  setting: fc.record({
    product: fc.constantFrom<("ssl_dv_geotrust_flex" | "ssl_basic")[]>("ssl_dv_geotrust_flex", "ssl_basic"),
    approval: fc.boolean(),
    awkward: fc
      .tuple(awkwardnesses(AWKWARD, 3), awkwardnesses(EVIDENCE, 1))
      .map(([some, evidence]): Partial<AwkwardValues> => ({ ...some, ...evidence })),
  }),
  start,
  steps: fc.array(step, { minLength: 2, maxLength: 12, size: "max" }),
});
