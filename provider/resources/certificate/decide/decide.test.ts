import { present } from "../../../contract/present";
import { keyText, publicKeyIn } from "../../../pki/keys.fake";
import { observedOrder } from "../../order/observed-order";
import { entry, order } from "../../order/observed-order.fake";
import type { Pending } from "../../order/ownership/pending";
import { desiredOf } from "../desired/desired";
import type { Reason } from "../reasons";
import type { CertificateState } from "../state";
import { justIssued } from "../state.fake";
import { decide } from "./decide";
import type { Decision, DecisionInput } from "./decision";

const US = 101;
const NOW = new Date("2026-11-22T12:00:00Z");
const names = ["a.example.com", "www.example.com"];
const theirs = entry({ person: { name: "Bo" }, csr: keyText("p384") });

interface Told {
  readonly inputs?: object;
  readonly order?: ReturnType<typeof order>;
  readonly entries?: readonly ReturnType<typeof entry>[];
  readonly prior?: Partial<CertificateState>;
  readonly reasons?: readonly Reason["code"][];
  readonly open?: readonly number[];
}

const decisionInput = ({
  inputs = {},
  order: given = order(),
  entries = [],
  prior,
  reasons = [],
  open = [],
}: Told): DecisionInput => {
  const all = { orderId: 118, csr: keyText("p256"), ...inputs };
  const observed = observedOrder(given, entries);
  return {
    inputs: all,
    desired: desiredOf(all, { commonName: "www.example.com", names }),
    observed,
    prior: prior && {
      ...justIssued({ orderId: 118, dnsNames: ["a.example.com"] }),
      knownCertificateIds: [1001],
      ...prior,
    },
    reasons: reasons.map((code) => ({ code }) as Reason),
    ownOpenRequests: open,
    keyUserId: US,
    looks: "complete",
    now: NOW,
  };
};

const key = publicKeyIn("p256-other");
const pending: Pending = {
  phase: "issuing",
  since: "2026-11-22T11:00:00Z",
  requestIds: [],
  names,
  publicKeySha256: key.publicKeySha256,
  keyType: "P-256",
};
const other = { csr: keyText("p256-other") };

test.each<[string, Told, Partial<Decision>]>([
  ["a fitting certificate is taken", {}, { do: "adopt", ours: false }],
  ["another key is asked for", { inputs: other }, { do: "reissue", removed: [] }],
  ["a revoked certificate is not taken", { order: order({}, { status: "revoked" }) }, { do: "reissue" }],
  ["nor is an expired one", { order: order({}, { validTill: "2026-11-21" }) }, { do: "reissue" }],
  ["what expires soon is asked for again, though it fits", { prior: {}, reasons: ["expires-soon"] }, { do: "reissue" }],
  [
    "unless another one came meanwhile",
    { prior: { knownCertificateIds: [] }, reasons: ["expires-soon"] },
    { do: "adopt", ours: false },
  ],
  [
    "what fits what we wait for, is new, and was asked for by our user, is ours",
    {
      inputs: other,
      prior: { pending },
      order: order({}, { certificateId: 1002, csr: other.csr }),
      entries: [entry({ status: "issued", person: { userId: US } })],
    },
    { do: "adopt", ours: true },
  ],
  [
    "what fits what we wait for and is new is taken, though nobody knows whose it is",
    {
      inputs: other,
      prior: { pending },
      order: order({}, { certificateId: 1002, csr: other.csr }),
      entries: [entry({ status: "issued", person: {} })],
    },
    { do: "adopt", ours: false },
  ],
  [
    "and waited for, as long as no list shows it: one may yet name us",
    { inputs: other, prior: { pending }, order: order({}, { certificateId: 1002, csr: other.csr }) },
    { do: "await", whose: "ours" },
  ],
  [
    "what fits what we wait for, but was there before, is not what we wait for: nothing is asked for until ours was seen to end",
    { prior: { pending: { ...pending, publicKeySha256: publicKeyIn("p256").publicKeySha256 } } },
    { do: "await", whose: "ours" },
  ],
  [
    "somebody's pending reissue that fits is waited for",
    { inputs: other, entries: [entry()] },
    { do: "await", certificateId: 1002, whose: "theirs" },
  ],
  [
    "ours is waited for",
    { inputs: other, prior: { pending: { ...pending, certificateId: 1002 } }, entries: [entry()] },
    { do: "await", certificateId: 1002, whose: "ours" },
  ],
  [
    "ours that is not wanted any more is cancelled",
    { prior: { pending: { ...pending, certificateId: 1002 } }, entries: [entry()], inputs: { csr: keyText("p384") } },
    { do: "cancel", certificateId: 1002 },
  ],
  [
    "by its request, where there is one",
    { prior: { pending }, entries: [entry()], open: [7], inputs: { csr: keyText("p384") } },
    { do: "cancel", requestIds: [7] },
  ],
  ["somebody's that does not fit is left alone", { inputs: other, entries: [theirs] }, { do: "refuse" }],
  [
    "while ours does not show yet, it is waited for",
    {
      inputs: other,
      prior: { pending: { ...pending, requestIds: [7] } },
      order: order({ status: "reissue_pending" }),
      open: [],
    },
    { do: "await", whose: "ours" },
  ],
])("%s", (_, told, decision) => {
  expect(decide(decisionInput(told))).toMatchObject(decision);
});

test.each<[string, Parameters<typeof entry>[0], DecisionInput["looks"], Decision["do"]]>([
  ["issued after the page's", { dateIssued: "2026-11-22T11:59:50Z" }, "one", "look-again"],
  ["issued after the page's, at a second look", { dateIssued: "2026-11-22T11:59:50Z" }, "complete", "reissue"],
  ["issued before the page's", { dateIssued: "2026-11-20T12:00:00Z" }, "one", "reissue"],
  ["without a date", {}, "one", "reissue"],
])("before a reissue, where the list shows a revoked certificate %s (%j, looks: %s): %s", (_, later, looks, done) => {
  const page = order({}, { dateIssued: "2026-11-21T12:00:00Z" });
  const entries = [entry({ ...theirs, certificateId: 1002, status: "revoked", ...later })];
  for (const prior of [undefined, {}])
    expect(decide({ ...decisionInput({ inputs: other, order: page, entries, ...present({ prior }) }), looks }).do).toBe(
      done,
    );
});

test("a pending reissue of somebody else is named with everything that tells whose it is", () => {
  const requests = [{ requestId: 7, type: "reissue", status: "pending" }];

  expect(decide(decisionInput({ inputs: other, entries: [theirs], order: order({ requests }) }))).toEqual({
    do: "refuse",
    lines: [
      "order 118 has a pending reissue that is not ours: asked for by Bo, request 7, certificate 1002, for a.example.com, www.example.com",
      "nothing was sent and nothing of it was touched",
      "let it finish, or have it cancelled in CertCentral, then run pulumi up again",
    ],
  });
});

test("a name that would go is refused with every certificate that would die, and told when it is allowed", () => {
  const inputs = { dnsNames: ["b.example.com"], commonName: "www.example.com" };
  const entries = [entry({ certificateId: 900, status: "issued", validTill: "2027-01-31", serialNumber: "09" })];

  expect(decide(decisionInput({ inputs, entries }))).toEqual({
    do: "refuse",
    lines: [
      "the reissue would remove a.example.com from the certificate",
      "DigiCert would revoke every earlier certificate of the order within 72 hours of it, among them certificate 1001, serial 0A1B2C, valid until 2027-04-17, certificate 900, serial 09, valid until 2027-01-31",
      "set allowSanRemoval: true if that is wanted, or add the names to dnsNames",
    ],
  });
  expect(decide(decisionInput({ inputs: { ...inputs, allowSanRemoval: true }, entries }))).toMatchObject({
    do: "reissue",
    removed: ["a.example.com"],
    revoked: [{ certificateId: 1001 }, { certificateId: 900 }],
  });
});

test.each([
  ["another product", { inputs: { product: "ssl_plus" } }, /order 118 is ssl_basic, not ssl_plus/],
  [
    "a renewed order that is over",
    { order: order({ status: "expired", isRenewed: true, renewedOrderId: 119 }) },
    /set orderId: 119/,
  ],
  ["a cancelled order", { order: order({ status: "canceled" }) }, /nothing can be reissued on it/],
  [
    "adoptOnly with another key, name and hash",
    { inputs: { ...other, onCreate: "adoptOnly", dnsNames: ["b.example.com"], signatureHash: "sha512" } },
    /it lacks b\.example\.com.*it also has a\.example\.com.*it carries another key.*its signature hash is sha256/s,
  ],
  [
    "adoptOnly with other inputs: they can be changed",
    { inputs: { ...other, onCreate: "adoptOnly" } },
    /make the inputs fit the order, or set onCreate: "adoptOrReissue"/,
  ],
  [
    "adoptOnly on a revoked certificate: no inputs can",
    { inputs: { onCreate: "adoptOnly" }, order: order({}, { status: "revoked" }) },
    /it is revoked\nno inputs make it fit: leave the resource out, set onCreate: "adoptOrReissue" to have it reissued, or name another order$/,
  ],
  [
    "adoptOnly on an expired certificate: no inputs can",
    { inputs: { onCreate: "adoptOnly" }, order: order({}, { validTill: "2026-01-01" }) },
    /it is expired\nno inputs make it fit/,
  ],
  [
    "a name that no public certificate carries, where the order alone knows its product",
    { inputs: { dnsNames: ["a.example.com", "printer.local"] } },
    /order 118 is ssl_basic:\ndnsNames\[1\]: "printer\.local" is under "local"/,
  ],
  [
    "a key that no public CA certifies, where the order alone knows its product",
    { inputs: { csr: keyText("debian-rsa-4096") } },
    /order 118 is ssl_basic:\ncsr: its key .*CVE-2008-0166/,
  ],
])("%s is refused before anything is written", (_, told, why) => {
  const decision = decide(decisionInput(told));

  expect(decision.do).toBe("refuse");
  expect("lines" in decision && decision.lines.join("\n")).toMatch(why);
});

describe("with onDrift: report", () => {
  const report = { onDrift: "report" };
  const revoked = order({}, { status: "revoked" });
  const renamed = order({}, { dnsNames: ["a.example.com", "x.example.com"] });

  test.each([
    ["revoked", revoked, [], "it is revoked"],
    ["renamed between the plan and the look", renamed, ["matches-elsewhere" as const], "it also has x.example.com"],
  ])("a certificate that was %s is left as it is", (_, given, reasons, why) => {
    const inputs = { ...report, dnsNames: ["a.example.com"] };
    const input = decisionInput({ inputs, prior: {}, order: given, reasons });

    expect(decide(input)).toEqual({ do: "keep", state: input.prior, differs: [why] });
    expect(decide({ ...input, inputs: { ...input.inputs, onDrift: "reissue" } }).do).toMatch(/reissue|refuse/);
  });

  test("a changed key is still asked for, on the one that somebody revoked too", () => {
    const asked = decisionInput({
      inputs: { ...report, csr: keyText("p384"), dnsNames: ["a.example.com"] },
      prior: {},
      order: revoked,
      reasons: ["key-changed"],
    });

    expect(decide(asked).do).toBe("reissue");
  });
});
