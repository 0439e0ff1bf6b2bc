import { keyText, publicKeyIn } from "../../../pki/keys.fake";
import { observedOrder } from "../../order/observed-order";
import { entry, order } from "../../order/observed-order.fake";
import type { Pending } from "../../order/ownership/pending";
import { desiredOf } from "../desired/desired";
import type { Reason } from "../reasons";
import { justIssued } from "../state.fake";
import { adoptable } from "./adopt";

const [US, COLLEAGUE] = [101, 7];
const names = ["a.example.com", "www.example.com"];
const pending: Pending = {
  phase: "issuing",
  since: "2026-11-22T11:00:00Z",
  requestIds: [],
  names,
  publicKeySha256: publicKeyIn("p256").publicKeySha256,
};

interface Told {
  readonly reasons?: Reason["code"];
  /** What state knew; `undefined` stands for a create. */
  readonly known?: readonly number[];
  readonly pending?: Pending;
  readonly wants?: object;
  /** Of the order's current certificate. */
  readonly is?: Parameters<typeof order>[1];
  readonly by?: number;
  readonly others?: readonly ReturnType<typeof entry>[];
  /** What a step that was killed had asked for, where that is proven. */
  readonly earlier?: Pending;
}

/** A certificate that fits as well, and is not the order's current one. */
const beside = (more: Partial<ReturnType<typeof entry>>) =>
  entry({
    certificateId: 1002,
    status: "issued",
    csr: keyText("p256"),
    validTill: "2027-04-17",
    person: { userId: US },
    ...more,
  });

/** Certificate 1001 of order 118 as a list that tells who asked shows it, with our key and the names that are wanted. */
const isTaken = ({ reasons, known, pending: waits, wants, is = {}, by, others = [], earlier }: Told): boolean => {
  const inputs = { orderId: 118, csr: keyText("p256"), ...wants };
  const asker = by === undefined ? [] : [entry({ certificateId: 1001, status: "issued", person: { userId: by } })];
  const state = justIssued({ orderId: 118, dnsNames: ["a.example.com"] });
  return (
    adoptable({
      inputs,
      desired: desiredOf(inputs, { commonName: "www.example.com", names }),
      observed: observedOrder(order({}, is), [...asker, ...others]),
      prior: known && {
        ...state,
        certificateId: 900,
        knownCertificateIds: known,
        ...(waits ? { pending: waits } : {}),
      },
      reasons: reasons === undefined ? [] : [{ code: reasons } as Reason],
      ownOpenRequests: [],
      earlier: earlier && { pending: earlier, known: [900, 1001], keyUserId: US },
      looks: "complete",
      keyUserId: US,
      now: new Date("2026-11-22T12:00:00Z"),
    }) !== undefined
  );
};

test.each<[string, Told, boolean]>([
  ["at a create", {}, true],
  [
    "unless what a killed step had asked for is still to come",
    { known: [900], earlier: pending, others: [beside({ status: "pending" })] },
    false,
  ],
  ["where that has come, too", { known: [900], earlier: pending, others: [beside({})] }, true],
  ["at a create, unless it is revoked", { is: { status: "revoked" } }, false],
  ["at a create, with a name that nobody wants", { is: { dnsNames: ["b.example.com"] } }, false],
  ["where it was known before and expires soon", { known: [1001], reasons: "expires-soon" }, false],
  ["where it is the renewal of what expires soon", { known: [900], reasons: "expires-soon" }, true],
  ["for a changed trigger, when our own user asked for it", { known: [900], reasons: "trigger-changed", by: US }, true],
  [
    "for a changed trigger, when a colleague asked, who knows nothing of it",
    { known: [900], reasons: "trigger-changed", by: COLLEAGUE },
    false,
  ],
  [
    "for a changed trigger that our own user has answered beside it: once is enough",
    {
      known: [900],
      reasons: "trigger-changed",
      by: COLLEAGUE,
      others: [beside({})],
    },
    true,
  ],
  [
    "for a changed trigger that our own user has answered beside it, with names of its own where the inputs have none",
    {
      known: [900],
      reasons: "trigger-changed",
      by: COLLEAGUE,
      others: [beside({ dnsNames: ["b.example.com"] })],
    },
    true,
  ],
  [
    "for a changed trigger, when what our user asked for beside it has other names than the inputs",
    {
      known: [900],
      reasons: "trigger-changed",
      by: COLLEAGUE,
      wants: { dnsNames: ["a.example.com"] },
      others: [beside({ dnsNames: ["b.example.com"] })],
    },
    false,
  ],
  [
    "for a changed trigger, when what our user asked for beside it is revoked",
    { known: [900], reasons: "trigger-changed", by: COLLEAGUE, others: [beside({ status: "revoked" })] },
    false,
  ],
  [
    "for a changed trigger, when what is beside it is a colleague's too",
    { known: [900], reasons: "trigger-changed", by: COLLEAGUE, others: [beside({ person: { userId: COLLEAGUE } })] },
    false,
  ],
  [
    "while we wait for what it is, and the list names nobody for it",
    { known: [900], pending, others: [beside({ certificateId: 1001, person: {} })] },
    true,
  ],
  [
    "while we wait for what it is, and no list shows it yet, which may name us for it",
    { known: [900], pending },
    false,
  ],
  ["while we wait, when it was there before", { known: [900, 1001], pending }, false],
  [
    "while we wait for what was asked for with other triggers",
    { known: [900], pending, reasons: "trigger-changed" },
    false,
  ],
  [
    "with another hash, when it is what became of our request: an issuer may sign with one of its own",
    { known: [900], pending: { ...pending, signatureHash: "sha512" }, wants: { signatureHash: "sha512" }, by: US },
    true,
  ],
  [
    "with another hash, when nothing tells which one was asked for",
    { known: [900], pending, wants: { signatureHash: "sha512" }, by: US },
    false,
  ],
  [
    "with another hash, when somebody else asked for it",
    { known: [900], pending, wants: { signatureHash: "sha512" }, by: COLLEAGUE },
    false,
  ],
  [
    "with another hash, when the hash is what changed",
    { known: [900], pending, wants: { signatureHash: "sha512" }, by: US, reasons: "hash-changed" },
    false,
  ],
  ["with a name that the CA added to it", { known: [900], is: { dnsNames: [...names, "example.com"] } }, true],
])("the order's certificate %s: taken?", (_, told, taken) => {
  expect(isTaken(told)).toBe(taken);
});
