import { keyText, publicKeyIn } from "../../../pki/keys.fake";
import { observedOrder } from "../../order/observed-order";
import { entry, order } from "../../order/observed-order.fake";
import type { Pending } from "../../order/ownership/pending";
import { desiredOf } from "../desired/desired";
import { justIssued } from "../state.fake";
import { decide } from "./decide";

const [US, COLLEAGUE] = [101, 7];
const names = ["a.example.com", "www.example.com"];
const pending: Pending = {
  phase: "issuing",
  since: "2026-11-22T11:00:00Z",
  requestIds: [],
  names,
  publicKeySha256: publicKeyIn("p256-other").publicKeySha256,
};
const lost: Pending = { ...pending, phase: "unknown" };
const by = (userId: number) => entry({ person: { userId } });

interface Told {
  readonly pending?: Pending;
  readonly entries?: readonly ReturnType<typeof entry>[];
  readonly open?: readonly number[];
  readonly self?: number;
}

/** Key and names that we wait for are still wanted: whose it is waited for as, or what else is done about the entry. */
const done = ({ pending: waits = pending, entries = [entry()], open = [], self = US }: Told): string => {
  const inputs = { orderId: 118, csr: keyText("p256-other") };
  const decision = decide({
    inputs,
    desired: desiredOf(inputs, { commonName: "www.example.com", names }),
    observed: observedOrder(order({ status: "reissue_pending" }), entries),
    prior: { ...justIssued({ orderId: 118 }), knownCertificateIds: [1001], pending: waits },
    reasons: [],
    ownOpenRequests: open,
    looks: "complete",
    keyUserId: self,
    now: new Date("2026-11-22T12:00:00Z"),
  });
  return decision.do === "await" ? decision.whose : decision.do;
};

/* Our request was taken, and nothing else is wanted: whatever is shown or left out, ours is waited for until it was seen to end. */
test.each<[string, Told, string]>([
  ["the only one, with our key and names", {}, "ours"],
  ["the one with our id", { pending: { ...pending, certificateId: 1002 } }, "ours"],
  ["with our key, though our own has another id", { pending: { ...pending, certificateId: 1003 } }, "ours"],
  ["a colleague's, though key and names are ours", { entries: [by(COLLEAGUE)] }, "ours"],
  ["one of two, and nothing else speaks for us", { entries: [entry(), entry({ certificateId: 1003 })] }, "ours"],
  [
    "one of two, and a request of ours is open",
    { entries: [entry(), entry({ certificateId: 1003 })], open: [7] },
    "ours",
  ],
  ["not to be seen yet", { entries: [] }, "ours"],
  ["shown without names, key or common name", { entries: [bare()] }, "ours"],
  ["another key's", { entries: [entry({ csr: keyText("p384") })] }, "ours"],
  ["another key's, while a request of ours is open", { entries: [entry({ csr: keyText("p384") })], open: [7] }, "ours"],
  ["our user's, after a lost answer", { pending: lost, entries: [by(US)] }, "ours"],
  ["nobody's, after a lost answer", { pending: lost }, "cannot tell"],
  [
    "our user's, without its names, after a lost answer",
    { pending: lost, entries: [{ ...by(US), dnsNames: [] }] },
    "cannot tell",
  ],
  ["a colleague's, after a lost answer", { pending: lost, entries: [by(COLLEAGUE)] }, "theirs"],
  ["another key's, after a lost answer", { pending: lost, entries: [entry({ csr: keyText("p384") })] }, "refuse"],
  ["shown as nothing at all, after a lost answer", { pending: lost, entries: [bare()] }, "refuse"],
  ["what waits beside ours that is issued already", { entries: [entry({ certificateId: 1003 }), issued()] }, "replan"],
])("a reissue that is under way: %s", (_, told, expected) => {
  expect(done(told)).toBe(expected);
});

/** As a list may show what waits for approval. */
function bare() {
  const { csr: _, commonName: __, ...shown } = entry({ dnsNames: [] });
  return shown;
}

function issued() {
  return entry({ status: "issued", validTill: "2027-04-17", person: { userId: US } });
}
