import { CertCentralError } from "../certcentral";
import { observeContract, observeCredentials } from "./acme-credentials/observe";
import { followed } from "./certificate/read";
import type { Ctx } from "./order/context";
import { observeLists, observeOrder, observeOrderPage } from "./order/observe";
import { contextWith, failing } from "./order/observe.fake";
import { observedOrder } from "./order/observed-order";
import { order } from "./order/observed-order.fake";
import { ownRequests, pendingRequestsOf } from "./order/requests/approval-requests";
import { followRequest } from "./order/requests/follow-request";
import { lookAt, orderOf } from "./revocation/apply/observe";

/* Law: a 404 that is not in DigiCert's words is an error of its own for every reader: nothing is gone, and nothing is empty. */
const PAGE = failing(404, { code: "not-understood" });

const READERS: Readonly<Record<string, (ctx: Ctx) => Promise<unknown>>> = {
  "the order": (ctx) => observeOrder(118, ctx),
  "the order's page": (ctx) => observeOrderPage(118, ctx),
  "an order's lists": (ctx) => observeLists(observedOrder(order(), []), ctx),
  "own requests": (ctx) => ownRequests([12], ctx),
  "the account's requests": (ctx) => pendingRequestsOf(118, ctx),
  "a followed request": (ctx) => followRequest(12, "request 12", 0, ctx),
  "a superseded certificate's revocation": (ctx) =>
    followed([{ certificateId: 1001, supersededAt: "2026-11-20T00:00:00.000Z", requestId: 12 }], ctx),
  "the order of a serial number": (ctx) => orderOf({ serialNumber: "0C04A5" }, {}, undefined, ctx),
  "a target that is to be revoked": (ctx) => lookAt({ wholeOrder: 118 }, { orderId: 118 }, undefined, ctx),
  "an ACME contract": (ctx) => observeContract(42, ctx),
  "a contract's credentials": (ctx) => observeCredentials(42, ctx),
};
/** Every call is answered so. */
const told = (answer: Error) => contextWith(new Proxy({}, { get: () => answer })).ctx;

test.each(Object.entries(READERS))("%s, at a gateway's 404: it cannot be told", async (_, look) => {
  await expect(look(told(PAGE))).rejects.toBe(PAGE);
});

test.each(Object.entries(READERS))("%s, at DigiCert's 404: said as what it is", async (_, look) => {
  const outcome = await look(told(failing(404))).catch((error: unknown) => error);

  expect(CertCentralError.is(outcome)).toBe(false);
});
