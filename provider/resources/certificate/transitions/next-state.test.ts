import { keyText, publicKeyIn } from "../../../pki/keys.fake";
import { observedOrder } from "../../order/observed-order";
import { entry, order } from "../../order/observed-order.fake";
import { desiredOf } from "../desired/desired";
import { askedDigests } from "../desired/requested-inputs";
import type { CertificateInputs } from "../inputs";
import { plan } from "../plan/plan";
import type { Reason } from "../reasons";
import { justIssued } from "../state.fake";
import { pendingState, stillAsked, withIssued, withoutPending } from "./next-state";
import { supersededBy } from "./superseded";

const NOW = new Date("2026-11-22T12:00:00Z");
const asked: CertificateInputs = { orderId: 118, csr: keyText("p256"), dnsNames: ["a.example.com"], validityDays: 90 };
const next: CertificateInputs = { ...asked, csr: keyText("p384"), validityDays: 120 };
const prior = justIssued(asked);
const waiting = pendingState(next, desiredOf(next, { names: [] }), observedOrder(order(), []), prior, {
  phase: "approval",
  since: NOW.toISOString(),
  requestIds: [7],
});

test("while something is pending the outputs still show the certificate that is alive, and the issuance has a new key", () => {
  expect(waiting).toMatchObject({
    status: "pending",
    certificateId: 1001,
    publicKeySha256: publicKeyIn("p256").publicKeySha256,
    reissueCount: 1,
    knownCertificateIds: [1001],
    pending: { publicKeySha256: publicKeyIn("p384").publicKeySha256, requestIds: [7] },
  });
  expect(waiting.issuanceId).not.toBe(prior.issuanceId);
});

test("what came to nothing is as if it had never been asked for: the old wish needs nothing, the new one is still a change", () => {
  const { askedBefore, ...back } = withoutPending(waiting);

  expect(back).toMatchObject({ status: "issued", certificateId: 1001 });
  expect(plan({ ...back, ...(askedBefore && { askedBefore }) }, asked, NOW).action).toBe("nothing");
  expect(plan({ ...back, ...(askedBefore && { askedBefore }) }, next, NOW).reasons.map(({ code }) => code)).toEqual([
    "key-changed",
    "field-changed",
  ]);
});

test("what came to an issuance has been answered, whoever has replaced it since: only a later wish is a change", () => {
  const answer = entry({
    certificateId: 1002,
    status: "issued",
    csr: keyText("p384"),
    dnsNames: waiting.pending?.names ?? [],
    validTill: "2027-04-17",
    person: { userId: 101 },
  });

  const request = { pending: waiting.pending, known: waiting.knownCertificateIds, keyUserId: 101 };
  const back = withoutPending(withIssued(waiting, request, observedOrder(order(), [answer]), NOW));

  expect(back.supersededCertificates.map(({ certificateId }) => certificateId)).toContain(1002);
  const codes = (inputs: CertificateInputs) => plan(back, inputs, NOW).reasons.map(({ code }) => code);
  expect(codes(next)).toEqual(["key-changed"]);
  expect(codes({ ...next, validityDays: 60 })).toEqual(["key-changed", "field-changed"]);
});

test("a no to our request is remembered while somebody else's is waited for; a new request of ours forgets it", () => {
  const rejected = { ...prior, rejection: { desired: "d", sentence: "request 7 was rejected" } };
  const waitingFor = (foreign: boolean) =>
    pendingState(next, desiredOf(next, { names: [] }), observedOrder(order(), []), rejected, {
      phase: "issuing",
      since: NOW.toISOString(),
      requestIds: [8],
      ...(foreign ? { foreign } : {}),
    });

  expect(withoutPending(waitingFor(true)).rejection).toEqual(rejected.rejection);
  expect(waitingFor(false).rejection).toBeUndefined();
});

test("after a first create that came to nothing there is no certificate", () => {
  const first = pendingState(next, desiredOf(next, { names: [] }), observedOrder(order(), []), undefined, {
    phase: "unknown",
    since: NOW.toISOString(),
    requestIds: [],
  });

  expect(withoutPending(first)).toMatchObject({ status: "none" });
  expect(withoutPending(first).certificateId).toBeUndefined();
});

test("a certificate of ours that is replaced goes into the ledger; a found, revoked or expired one does not", () => {
  expect(supersededBy(prior, NOW)).toEqual([
    { certificateId: 1001, serialNumber: "0A1B2C", notAfter: prior.notAfter, supersededAt: NOW.toISOString() },
  ]);
  expect(supersededBy({ ...prior, origin: "adopted" }, NOW)).toEqual([]);
  expect(supersededBy({ ...prior, status: "revoked" }, NOW)).toEqual([]);
  expect(supersededBy(prior, new Date("2027-05-01"))).toEqual([]);
  expect(supersededBy(undefined, NOW)).toEqual([]);
});

test("an input that says nothing any more does not take back what was asked for; a setting does", () => {
  const { validityDays: _, ...silent } = asked;

  const now = stillAsked({ requestedInputs: { ...asked, onDelete: "retain" } }, { ...silent, dnsNames: [] });

  expect(now.requestedInputs).toEqual({ ...silent, dnsNames: [] });
  expect(now.askedBefore).toEqual(askedDigests(asked));
});

test("what comes to nothing takes its issuanceId with it", () => {
  expect(withoutPending(waiting).issuanceId).toBe(prior.issuanceId);
});

test("when the key changed is noted where nothing else was the reason, and forgotten with what came to nothing", () => {
  const asking = (reasons: readonly Reason[], foreign = false) =>
    pendingState(
      next,
      desiredOf(next, { names: [] }),
      observedOrder(order(), []),
      { ...prior, keyChangedAt: "2026-11-01T00:00:00Z" },
      { phase: "issuing", since: NOW.toISOString(), requestIds: [], ...(foreign ? { foreign } : {}) },
      reasons,
    );
  const key: Reason = { code: "key-changed", to: "P-384" };

  expect(asking([key]).keyChangedAt).toBe(NOW.toISOString());
  expect(withoutPending(asking([key])).keyChangedAt).toBeUndefined();
  expect(asking([key, { code: "trigger-changed" }]).keyChangedAt).toBeUndefined();
  expect(asking([]).keyChangedAt).toBeUndefined();
  expect(asking([], true).keyChangedAt).toBe("2026-11-01T00:00:00Z");
});
