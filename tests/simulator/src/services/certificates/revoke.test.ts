import { type Bench, bench, oneLine } from "../../testing/bench";

const order = (b: Bench, more: object = {}) => b.levers.makeOrder({ commonName: "www.example.com", ...more });

test("with admin rights skip_approval revokes at once, 204 and no body; the order stays issued", async () => {
  const b = await bench();
  const { orderId, certificateId } = await order(b);
  const { status, text } = await b.call("PUT", `/certificate/${certificateId}/revoke`, { skip_approval: true });
  expect([status, text]).toEqual([204, ""]);
  const info = await b.call("GET", `/order/certificate/${orderId}`);
  expect([info.body["status"], info.body["certificate"]?.["status"]]).toEqual(["issued", "revoked"]);
});

test("without it a request waits, 201, and the certificate lives until an administrator approves", async () => {
  const b = await bench();
  const { orderId, certificateId } = await order(b);
  const { status, body } = await b.call("PUT", `/certificate/${certificateId}/revoke`, {
    comments: "I no longer need this cert.",
  });
  expect([status, body]).toEqual([
    201,
    {
      id: expect.any(Number),
      date: expect.stringMatching(/\+00:00$/),
      type: "revoke",
      status: "pending",
      requester: expect.objectContaining({ first_name: "Ada" }),
      comments: "I no longer need this cert.",
    },
  ]);
  expect((await b.levers.order(orderId)).revocations).toEqual([]);
  await b.levers.approve(Number(body["id"]));
  expect((await b.levers.order(orderId)).certificates[0]?.status).toBe("revoked");
});

test("a rejected revocation leaves the certificate alone", async () => {
  const b = await bench();
  const { orderId, certificateId } = await order(b);
  const { body } = await b.call("PUT", `/certificate/${certificateId}/revoke`);
  await b.call("PUT", `/request/${body["id"]}/status`, { status: "rejected", processor_comment: "keep it" });
  expect((await b.levers.order(orderId)).certificates[0]?.status).toBe("issued");
  expect((await b.call("GET", `/request/${body["id"]}`)).body).toMatchObject({
    status: "rejected",
    processor_comment: "keep it",
  });
});

test.each([
  ["403", 403],
  ["request", 201],
] as const)(
  "skip_approval of a standard user, read as %s, answers %i",
  async (revokeSkipApprovalWithoutAdmin, expected) => {
    const b = await bench({ revokeSkipApprovalWithoutAdmin });
    const { apiKey } = await b.levers.makeKey({ family: "services", role: "standard" });
    const { certificateId } = await order(b);
    expect((await b.call("PUT", `/certificate/${certificateId}/revoke`, { skip_approval: true }, apiKey)).status).toBe(
      expected,
    );
  },
);

test("a standard user may not approve", async () => {
  const b = await bench();
  const { apiKey } = await b.levers.makeKey({ family: "services", role: "standard" });
  const { certificateId } = await order(b);
  const { body } = await b.call("PUT", `/certificate/${certificateId}/revoke`, {}, apiKey);
  const decided = await b.call("PUT", `/request/${body["id"]}/status`, { status: "approved" }, apiKey);
  expect([decided.status, decided.body["errors"]?.[0]?.["code"]]).toEqual([403, "access_denied|invalid_approver"]);
});

test("a pending reissue blocks revocation of a certificate", async () => {
  const b = await bench();
  const { orderId, certificateId } = await order(b, { approval: true });
  await b.call("POST", `/order/certificate/${orderId}/reissue`, {
    certificate: { common_name: "www.example.com", csr: oneLine(), signature_hash: "sha256" },
  });
  expect((await b.call("PUT", `/certificate/${certificateId}/revoke`, { skip_approval: true })).status).toBe(400);
});

test("revoking by serial number works, revoking twice does not", async () => {
  const b = await bench();
  const { orderId } = await order(b);
  const serial = (await b.levers.order(orderId)).certificates[0]?.serialNumber;
  expect(
    (await b.call("PUT", `/certificate/${serial}/revoke`, { skip_approval: true, revocation_reason: "keyCompromise" }))
      .status,
  ).toBe(204);
  expect((await b.levers.order(orderId)).revocations).toMatchObject([{ reason: "keyCompromise" }]);
  expect((await b.call("PUT", `/certificate/${serial}/revoke`, { skip_approval: true })).status).toBe(400);
});

test("revoking the order revokes everything on it", async () => {
  const b = await bench();
  const { orderId } = await order(b);
  await b.levers.reissue(orderId);
  expect((await b.call("PUT", `/order/certificate/${orderId}/revoke`, { skip_approval: true })).status).toBe(204);
  const facts = await b.levers.order(orderId);
  expect([facts.status, ...facts.certificates.map((c) => c.status)]).toEqual(["revoked", "revoked", "revoked"]);
});

test("the account switch takes the order down with its last certificate", async () => {
  const b = await bench({ revokeOrderWithLastCertificate: true });
  const { orderId, certificateId } = await order(b);
  const { certificateId: second } = await b.levers.reissue(orderId);
  await b.call("PUT", `/certificate/${certificateId}/revoke`, { skip_approval: true });
  expect((await b.levers.order(orderId)).status).toBe("issued");
  await b.call("PUT", `/certificate/${second}/revoke`, { skip_approval: true });
  expect((await b.levers.order(orderId)).status).toBe("revoked");
});

test("an order whose only certificate was revoked can still be reissued", async () => {
  const b = await bench();
  const { orderId, certificateId } = await order(b);
  await b.call("PUT", `/certificate/${certificateId}/revoke`, { skip_approval: true });
  const { status } = await b.call("POST", `/order/certificate/${orderId}/reissue`, {
    certificate: { common_name: "www.example.com", csr: oneLine(), signature_hash: "sha256" },
    skip_approval: true,
  });
  expect(status).toBe(201);
});

test("a reason that is not on the page is refused, or passed over: nobody knows", async () => {
  const reason = { revocation_reason: "key_compromise", skip_approval: true };
  const b = await bench();
  const { orderId, certificateId } = await order(b);
  const refused = await b.call("PUT", `/certificate/${certificateId}/revoke`, reason);
  expect([refused.status, refused.body["errors"]]).toMatchObject([400, [{ code: "invalid_param:revocation_reason" }]]);
  await b.levers.setAwkward({ unknownRevocationReason: "ignore" });
  expect((await b.call("PUT", `/certificate/${certificateId}/revoke`, reason)).status).toBe(204);
  expect((await b.levers.order(orderId)).revocations).toMatchObject([{ reason: "unspecified" }]);
});
