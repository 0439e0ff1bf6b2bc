import fc from "fast-check";
import type { Kill } from "../../in-process-engine/command";
import type { AwkwardValues } from "../../simulator/src";
import { awkwardnesses, clocks, type Fault, faults, kills, namesOf } from "../arbitraries";
import type { Edit } from "../story";

/** The certificates there are: an order's first one, its current one and a duplicate of it, and that of another order. */
export const CERTIFICATES = ["first", "current", "duplicate", "other"] as const;
export type Which = (typeof CERTIFICATES)[number];

/** What may be wanted of the revocation; an absent member says nothing. */
export interface Wanted {
  readonly which: Which;
  /** `order`: the whole order of that certificate. */
  readonly by: "id" | "serial" | "order";
  /** The program names the order beside the certificate. */
  readonly orderGiven?: boolean;
  readonly reason?: "keyCompromise" | "superseded";
  readonly comments?: string;
  readonly skipApproval?: boolean;
  readonly awaitApproval?: boolean;
}

export type Who = "ours" | "theirs" | "all";

export type Step =
  | { readonly do: "edit"; readonly change: Edit<Wanted> }
  | {
      readonly do: "up";
      readonly refresh?: boolean;
      readonly kill?: Kill;
    }
  | { readonly do: "preview" | "refresh" | "destroy" }
  /** Somebody revokes in the console, at once. */
  | { readonly do: "revoked elsewhere"; readonly which: Which | "order" }
  /** Somebody asks for a revocation: a colleague, his program with the same resource, or our own user by hand. */
  | { readonly do: "asked elsewhere"; readonly which: Which; readonly as: "colleague" | "their program" | "our user" }
  /** An administrator decides requests to revoke that wait; `twice`: the other way after that, which comes too late. */
  | { readonly do: "approve" | "reject"; readonly requestOwner: Who; readonly twice?: boolean }
  /** A request can be seen no more. */
  | { readonly do: "vanish" }
  | { readonly do: "reissue" | "reissue granted" | "reissue cancelled" }
  | Fault<keyof typeof PLACES>
  | { readonly do: "calm" }
  | { readonly do: "clock"; readonly hours: number };

/** Where a call can fail. */
export const PLACES = {
  revoke: { method: "PUT", path: "/revoke" },
  order: { method: "GET", path: "/order/certificate/*" },
  reissues: { method: "GET", path: "/reissue" },
  duplicates: { method: "GET", path: "/duplicate" },
  list: { method: "GET", path: "filters" },
  request: { method: "GET", path: "/request/" },
  me: { method: "GET", path: "/user/me" },
} as const;

/** The world that a sequence happens in. */
export interface Setting {
  /** The key is an administrator's. */
  readonly admin: boolean;
  /** Whether whoever decides in the end says yes to what waits; else it waits for ever. */
  readonly granted: boolean;
  readonly awkward: Partial<AwkwardValues>;
}

export interface Sequence {
  readonly setting: Setting;
  readonly start: Wanted;
  readonly steps: readonly Step[];
}

const which = fc.constantFrom<Which>("current", "current", "first", "duplicate", "other");
const by = fc.constantFrom<Wanted["by"]>("id", "id", "serial", "order");

const edit: fc.Arbitrary<Edit<Wanted>> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ which }) },
  { weight: 2, arbitrary: fc.record({ by }) },
  { weight: 1, arbitrary: fc.record({ orderGiven: fc.constantFrom(true, null) }) },
  { weight: 2, arbitrary: fc.record({ reason: fc.constantFrom("keyCompromise", "superseded", null) }) },
  { weight: 3, arbitrary: fc.record({ comments: fc.constantFrom("one", "two", null) }) },
  { weight: 2, arbitrary: fc.record({ skipApproval: fc.constantFrom(true, null) }) },
  { weight: 1, arbitrary: fc.record({ awaitApproval: fc.constantFrom(true, null) }) },
);

const kill = kills(5, 1);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: edit.map((change): Step => ({ do: "edit", change })) },
  {
    weight: 16,
    arbitrary: fc.record({ refresh: fc.constantFrom(false, false, true), kill }).map(
      ({ refresh, kill: killed }): Step => ({
        do: "up",
        ...(refresh ? { refresh } : {}),
        ...(killed === undefined ? {} : { kill: killed }),
      }),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Step>({ do: "preview" }, { do: "refresh" }, { do: "destroy" }, { do: "destroy" }),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<Which | "order">("current", "first", "duplicate", "order")
      .map((what): Step => ({ do: "revoked elsewhere", which: what })),
  },
  {
    weight: 5,
    arbitrary: fc
      .record({
        which,
        as: fc.constantFrom<"colleague" | "their program" | "our user">("colleague", "their program", "our user"),
      })
      .map((asked): Step => ({ do: "asked elsewhere", ...asked })),
  },
  {
    weight: 7,
    arbitrary: fc
      .record({
        do: fc.constantFrom<"approve" | "reject">("approve", "reject"),
        requestOwner: fc.constantFrom<Who>("ours", "theirs", "all"),
        twice: fc.constantFrom(false, false, true),
      })
      .map(({ twice, ...rest }): Step => ({ ...rest, ...(twice ? { twice } : {}) })),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ do: "vanish" }) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Step>({ do: "reissue" }, { do: "reissue granted" }, { do: "reissue cancelled" }),
  },
  {
    weight: 9,
    arbitrary: faults([...namesOf(PLACES), "revoke", "revoke", "revoke"], [1, 1, 2, 30]),
  },
  { weight: 3, arbitrary: fc.constant<Step>({ do: "calm" }) },
  { weight: 1, arbitrary: clocks(1, 50) },
);

export const AWKWARD: readonly Partial<AwkwardValues>[] = [
  { revokeApprovalGate: false },
  { revokeSkipApprovalWithoutAdmin: "request" },
  { repeatedRevoke: "accept" },
  { repeatedRevokeCode: "order_is_revoked" },
  { revokeOrderWithLastCertificate: true },
  { orderRevokeWhileReissuePending: "refuse" },
  { issuedWhileReissuePending: true },
  { certificateStatusAbsent: true },
  { nullForAbsent: 0.5 },
  { staleRequestView: true },
  { primaryInReissueList: true, primaryRepeated: [0, 2] },
  { primaryInsteadOfReissues: true },
  { requestDecidedAgain: "accept" },
];

const setting: fc.Arbitrary<Setting> = fc.record({
  admin: fc.constantFrom(true, true, false),
  granted: fc.boolean(),
  awkward: awkwardnesses(AWKWARD, 3),
});

const start: fc.Arbitrary<Wanted> = fc
  .record({
    which,
    by,
    orderGiven: fc.boolean(),
    comments: fc.constantFrom(undefined, undefined, "one"),
    skipApproval: fc.constantFrom(false, false, true),
    awaitApproval: fc.constantFrom(false, false, false, true),
  })
  .map(({ comments, ...flags }) => ({
    which: flags.which,
    by: flags.by,
    ...(flags.orderGiven ? { orderGiven: true } : {}),
    ...(comments === undefined ? {} : { comments }),
    ...(flags.skipApproval ? { skipApproval: true } : {}),
    ...(flags.awaitApproval ? { awaitApproval: true } : {}),
  }));

export const sequences: fc.Arbitrary<Sequence> = fc.record({
  setting,
  start,
  steps: fc.array(step, { minLength: 2, maxLength: 14, size: "max" }),
});
