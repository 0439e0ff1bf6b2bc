import type { AwkwardValues } from "../awkward/table";
import { type Bench, bench, listed, oneLine } from "../testing/bench";

const CERTIFICATE = () => ({ common_name: "www.example.com", csr: oneLine(), signature_hash: "sha256" });

/** Everything an answer could hide or twist. */
const VEILED: Partial<AwkwardValues> = {
  listedBeforeApproval: "absent",
  listedStatusWords: { pending: "in_progress", issued: "active" },
  requestStatusWords: { pending: "x", approved: "y", rejected: "z" },
  missingInLists: ["user_id", "email", "firstname", "lastname", "requester"],
  missingOnOrderPage: ["requests", "user"],
  missingOnRequestPage: ["requester"],
  orderPageLag: [3, 30],
  listLag: [3, 30],
  requestPageLag: [3, 30],
  requestClockSkewSeconds: 300,
  certificateClockSkewSeconds: -300,
  issuedWhileReissuePending: true,
  cancelledReissueListed: "gone",
};

interface Colleagues extends Bench {
  orderId: number;
  ada: { apiKey: string; userId: number };
  second: { apiKey: string; userId: number };
  reissue: (apiKey: string, more?: object) => Promise<number>;
}

const colleagues = async (awkward: Partial<AwkwardValues>): Promise<Colleagues> => {
  const b = await bench(awkward);
  const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com", approval: true });
  const ada = { apiKey: b.sim.apiKey, userId: Number((await b.call("GET", "/user/me")).body["id"]) };
  const second = await b.levers.makeKey({ family: "services", role: "admin" });
  return {
    ...b,
    orderId,
    ada,
    second,
    reissue: async (apiKey, more = {}) => {
      const body = { certificate: CERTIFICATE(), ...more };
      const answer = await b.call("POST", `/order/certificate/${orderId}/reissue`, body, apiKey);
      expect(answer.status).toBe(201);
      return Number(listed(answer.body["requests"])[0]?.["id"] ?? answer.body["certificate_id"]);
    },
  };
};

describe.each([
  ["plain", {}],
  ["with every switch that veils it", VEILED],
])("the truth, %s", (_, awkward) => {
  test("who asked for a certificate, with which key, and that it waits", async () => {
    const b = await colleagues(awkward);
    const requestId = await b.reissue(b.second.apiKey);
    const { certificates, requests, status, trueStatus } = await b.levers.order(b.orderId);
    const by = { userId: b.second.userId, apiKey: b.second.apiKey };
    expect(certificates).toMatchObject([
      { requestedBy: { apiKey: null }, ended: null },
      { requestedBy: by, requestId, ended: null, status: "pending" },
    ]);
    expect(requests).toMatchObject([{ id: requestId, requestedBy: by, ended: null, status: "pending" }]);
    expect(trueStatus).toBe("reissue_pending");
    expect(status).toBe(awkward === VEILED ? "issued" : "reissue_pending");
  });

  test("who cancelled it", async () => {
    const b = await colleagues(awkward);
    await b.reissue(b.second.apiKey);
    await b.call("PUT", `/order/certificate/${b.orderId}/status`, { status: "CANCELED" });
    const { certificates, requests } = await b.levers.order(b.orderId);
    const by = { userId: b.ada.userId, apiKey: b.ada.apiKey };
    expect(certificates[1]).toMatchObject({ ended: { how: "canceled", by }, requestedBy: { apiKey: b.second.apiKey } });
    expect(requests).toMatchObject([{ ended: { how: "rejected", by } }]);
  });

  test("who rejected it", async () => {
    const b = await colleagues(awkward);
    const requestId = await b.reissue(b.ada.apiKey);
    await b.call("PUT", `/request/${requestId}/status`, { status: "rejected" }, b.second.apiKey);
    const { certificates } = await b.levers.order(b.orderId);
    expect(certificates[1]?.ended).toMatchObject({ how: "rejected", by: { apiKey: b.second.apiKey } });
  });

  test("who had it revoked: the one who asked, not the one who approved", async () => {
    const b = await colleagues(awkward);
    const certificateId = await b.reissue(b.ada.apiKey, { skip_approval: true });
    const { body } = await b.call("PUT", `/certificate/${certificateId}/revoke`, {}, b.second.apiKey);
    await b.call("PUT", `/request/${Number(body["id"])}/status`, { status: "approved" });
    const { certificates, requests } = await b.levers.order(b.orderId);
    expect(certificates[1]).toMatchObject({
      requestedBy: { apiKey: b.ada.apiKey },
      ended: { how: "revoked", at: expect.any(String), by: { apiKey: b.second.apiKey } },
    });
    expect(requests.at(-1)).toMatchObject({ type: "revoke", ended: { how: "approved", by: { apiKey: b.ada.apiKey } } });
  });

  test("what ended by itself was ended by nobody; what was done in the console has no key", async () => {
    const b = await colleagues(awkward);
    await b.reissue(b.ada.apiKey, { skip_approval: true });
    await b.levers.advance(200 * 86_400);
    expect((await b.levers.order(b.orderId)).certificates.map((c) => c.ended)).toMatchObject([
      { how: "expired", by: null },
      { how: "expired", by: null },
    ]);
    await b.levers.revokeOrder(b.orderId);
    expect((await b.levers.order(b.orderId)).certificates[1]?.ended).toMatchObject({
      how: "revoked",
      by: { email: "somebody.else@example.com", apiKey: null },
    });
  });
});

test("a name that is removed takes earlier certificates away: DigiCert's own doing", async () => {
  const b = await bench();
  const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com", dnsNames: ["a.example.com"] });
  await b.call("POST", `/order/certificate/${orderId}/reissue`, { certificate: CERTIFICATE(), skip_approval: true });
  await b.levers.advance(80 * 3600);
  expect((await b.levers.order(orderId)).certificates[0]?.ended).toMatchObject({ how: "revoked", by: null });
});
