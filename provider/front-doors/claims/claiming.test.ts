import type { Action } from "../../contract/plan";
import { claimingOf } from "./claiming";
import { Claims } from "./claims";

/*
 * What a resource says of itself at each of its steps, and what others may then put an end to.
 */

interface Inputs {
  readonly orderId: number;
}
interface State {
  readonly orderId: number;
  readonly certificateId: number;
  readonly ledger?: readonly string[];
}

/** As much of a kind of resource as claims ask for. */
const resource: Parameters<typeof claimingOf<Inputs, State, { readonly code: string }, unknown>>[0] = {
  kind: "Certificate",
  uniqueKey: ({ orderId }) => `order ${String(orderId)}`,
  owns: ({ orderId }, state) =>
    state === undefined
      ? [`order ${String(orderId)}`]
      : [...new Set([`order ${String(orderId)}`, `order ${state.orderId}`]), `certificate ${state.certificateId}`],
  mayKeep: ({ orderId }) => [`a certificate of order ${String(orderId)}`],
  retires: ({ ledger = [] }) => ledger,
};

const web = { urn: "a::web", instance: "1" };
const other = { urn: "a::other", account: "" };
const before: State = { orderId: 118, certificateId: 1001 };

const compared = (action: Action, inputs: Inputs) => {
  const claims = new Claims();
  const claiming = claimingOf(resource, claims, (urn) => ({ urn, account: "" }));
  claiming.name(web.urn, inputs, { orderId: 118 });
  claiming.hold(web, before, inputs, action);
  // As an engine asks about a replacement.
  if (action === "replace") claiming.name(web.urn, inputs);
  const seen = (thing: string) => ({
    // What nobody names, a ledger or a delete, leaves it alone.
    spared: claims.owned(thing, other) !== undefined,
    // Who names it is refused in check.
    kept: claims.keeper(thing, other) !== undefined,
    // Who names it is asked to wait for this resource.
    waitedFor: claims.mayBeKeptBy([thing], other) !== undefined,
  });
  return { claiming, seen };
};

test.each<[Action, Inputs, object]>([
  ["nothing", { orderId: 118 }, { spared: true, kept: true, waitedFor: false }],
  ["reissue", { orderId: 118 }, { spared: true, kept: false, waitedFor: true }],
  ["replace", { orderId: 119 }, { spared: true, kept: false, waitedFor: true }],
  ["resume", { orderId: 118 }, { spared: true, kept: true, waitedFor: true }],
])(
  "while the step of one takes its course (%s), the certificate that it keeps is not for others",
  (action, inputs, expected) => {
    const { seen } = compared(action, inputs);

    expect(seen("certificate 1001")).toEqual(expected);
  },
);

test.each<[Action, Inputs]>([
  ["reissue", { orderId: 118 }],
  ["replace", { orderId: 119 }],
  ["resume", { orderId: 118 }],
])("once it is over (%s), who names what it gave up may have that; nobody else in this operation", (action, inputs) => {
  const { claiming, seen } = compared(action, inputs);

  claiming.hold({ ...web, instance: "2" }, { orderId: inputs.orderId, certificateId: 1002 }, inputs);

  expect(seen("certificate 1001")).toEqual({ spared: true, kept: false, waitedFor: false });
  expect(seen("certificate 1002")).toEqual({ spared: true, kept: true, waitedFor: false });
});

test("an order that is left is spared in this operation, too", () => {
  const { seen } = compared("replace", { orderId: 119 });

  expect(seen("order 118")).toMatchObject({ spared: true, kept: false });
});

test("where the replacement cannot be made, what it was to replace keeps all it kept", () => {
  const { claiming, seen } = compared("replace", { orderId: 119 });

  claiming.fail(web.urn, undefined, { orderId: 119 });

  expect(seen("certificate 1001")).toEqual({ spared: true, kept: true, waitedFor: false });
  expect(seen("order 118")).toMatchObject({ kept: true });
});

test("where a reissue fails, the resource keeps what it kept", () => {
  const { claiming, seen } = compared("reissue", { orderId: 118 });

  claiming.hold(web, before, { orderId: 118 });

  expect(seen("certificate 1001")).toEqual({ spared: true, kept: true, waitedFor: false });
});

test("what is in state, and was not compared with the program yet, is waited for: check may have refused the rest", () => {
  const claims = new Claims();
  const claiming = claimingOf(resource, claims, (urn) => ({ urn, account: "" }));

  claiming.name(web.urn, { orderId: 119 }, { orderId: 118 });

  expect(claims.mayBeKeptBy(["a certificate of order 118"], other)).toBe(web.urn);
  claiming.hold(web, before, { orderId: 119 }, "replace");
  expect(claims.mayBeKeptBy(["a certificate of order 118"], other)).toBeUndefined();
  expect(claims.mayBeKeptBy(["certificate 1001"], other)).toBe(web.urn);
});

test("what a resource has just retired is still its own to a delete that comes after it", () => {
  const claims = new Claims();
  const claiming = claimingOf(resource, claims, (urn) => ({ urn, account: "" }));
  claiming.name(web.urn, { orderId: 118 }, { orderId: 118 });
  claiming.hold(web, { ...before, ledger: ["certificate 1000"] }, { orderId: 118 }, "retire");

  claiming.hold(web, { ...before, ledger: [] }, { orderId: 118 });

  const heir = claims.heirOf({ urn: web.urn, account: "", instance: "0", isRemembered: false });
  expect(heir.is === "holder" && heir.retires("certificate 1000")).toBe(true);
});
