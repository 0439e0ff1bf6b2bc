import type { CertificateState } from "../state";
import { justIssued } from "../state.fake";
import { inherit, provenOurs } from "./inherit";

const NOW = new Date("2026-11-30T12:00:00Z");
const before: CertificateState = { ...justIssued({ orderId: 118 }), certificateId: 1001, origin: "issued" };
const heir = (over: Partial<CertificateState> = {}): CertificateState => ({
  ...justIssued({ orderId: 118 }),
  certificateId: 1001,
  origin: "adopted",
  ...over,
});
const superseded = { certificateId: 900, serialNumber: "0A", supersededAt: "2026-11-01T00:00:00.000Z" };

test("what the one before had issued and the heir keeps on is the heir's own", () => {
  expect(inherit(heir(), before, NOW)).toMatchObject({ origin: "issued", supersededCertificates: [] });
});

test("what the one before had only found stays found", () => {
  expect(inherit(heir(), { ...before, origin: "adopted" }, NOW)).toMatchObject({ origin: "adopted" });
});

test("what the one before had issued and the heir does not keep is superseded now, and bears its order where that is another one", () => {
  const moved = { ...heir({ certificateId: 1002, origin: "issued" }), requestedInputs: { orderId: 119 } };

  const [onSame] = inherit(heir({ certificateId: 1002 }), before, NOW).supersededCertificates;
  const [onOther] = inherit(moved, before, NOW).supersededCertificates;

  expect(onSame).toMatchObject({ certificateId: 1001, supersededAt: NOW.toISOString() });
  expect(onSame).not.toHaveProperty("orderId");
  expect(onOther).toMatchObject({ certificateId: 1001, orderId: 118 });
});

test("a ledger is passed on as it is, each certificate once, and what state knows of it counts", () => {
  const known = { ...superseded, supersededAt: "2026-11-20T00:00:00.000Z" };
  const withLedger = { ...before, supersededCertificates: [superseded, { ...superseded, certificateId: 901 }] };

  const inherited = inherit(heir({ supersededCertificates: [known] }), withLedger, NOW).supersededCertificates;

  expect(inherited).toEqual([{ ...superseded, certificateId: 901 }, known]);
});

test("a key that was called compromised is remembered, once", () => {
  const key = { publicKeySha256: "ab", keyType: "P-256" };
  const both = inherit(heir({ compromisedKeys: [key] }), { ...before, compromisedKeys: [key] }, NOW);

  expect(both.compromisedKeys).toEqual([key]);
  expect(inherit(heir(), before, NOW)).not.toHaveProperty("compromisedKeys");
});

test.each<[string, Partial<CertificateState>, readonly number[]]>([
  ["issued", {}, [1001, 900]],
  ["found", { origin: "adopted" }, [900]],
  ["revoked", { status: "revoked" }, [900]],
])("a certificate that was %s: what state proves to be ours", (_, over, ids) => {
  const state = { ...before, supersededCertificates: [superseded], ...over };
  expect(provenOurs(state).map(({ certificateId }) => certificateId)).toEqual(ids);
});
