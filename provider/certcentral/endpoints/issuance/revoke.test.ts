import { complaint, got } from "../answer.fake";
import { REVOCATION_REASONS, revokeCertificate, revokeOrder } from "./revoke";

const certificate = (status: number, body?: unknown) =>
  revokeCertificate.answer(body === undefined ? { ...got(null, status), text: "" } : got(body, status), {
    certificateIdentifier: 1001,
  });

test("204 is done; anything else names the request that waits", () => {
  expect(certificate(204)).toEqual({ outcome: "revoked" });
  expect(certificate(201, { id: "12", status: "pending" })).toEqual({
    outcome: "requested",
    requestId: 12,
    status: "pending",
  });
  expect(complaint(() => certificate(200))).toContain("the answer is empty, which only 204 may be, and this was 200");
  expect(complaint(() => certificate(201, { status: "pending" }))).toContain("id is missing");
});

test("an answer that names no order is believed; one that names another is none", () => {
  const order = (told: object) => complaint(() => revokeOrder.answer(got({ id: 12, ...told }, 201), { orderId: 118 }));

  expect([order({}), order({ order: { id: "118" } })]).toEqual(["", ""]);
  expect(order({ order: { id: 119 } })).toContain("another order");
});

test.each(REVOCATION_REASONS)("%s is sent as it is spelt, and nothing that was not said", (reason) => {
  expect(revokeCertificate.body?.({ certificateIdentifier: 1001, reason })).toEqual({ revocation_reason: reason });
  expect(revokeOrder.body?.({ orderId: 118, reason, skipApproval: false })).toEqual({
    revocation_reason: reason,
    skip_approval: false,
  });
});
