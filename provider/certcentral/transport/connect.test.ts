import { MockAgent } from "undici";
import { fakeRun } from "../../contract/run.fake";
import { listReissues } from "../endpoints/issuance/reissue-list";
import { me } from "../endpoints/me";
import { updateOrderStatus } from "../endpoints/orders/order-status";
import { connect } from "./connect";
import { loopback } from "./connection/loopback.fake";
import { RateLimiters } from "./limits/rate-limiters";
import { Secret } from "./secret";

test("a dispatcher of one's own carries the requests, and a slash too many in the base URL does no harm", async () => {
  const dispatcher = new MockAgent();
  dispatcher.disableNetConnect();
  dispatcher
    .get("https://certcentral.example")
    .intercept({ method: "GET", path: "/services/v2/user/me", headers: { "x-dc-devkey": "key" } })
    .reply(200, { id: 7 });
  const api = connect(
    {
      services: { baseUrl: "https://certcentral.example/services/v2/", apiKey: new Secret("key") },
      partner: { missing: "" },
    },
    { dispatcher },
  );

  await expect(api.send(me, {}, fakeRun())).resolves.toEqual({ userId: 7, roles: [] });
  dispatcher.assertNoPendingInterceptors();
});

test("who connects twice with one key has its limits once", async () => {
  const server = await loopback({ status: 200, body: {} });
  const options = { rateLimiters: new RateLimiters(), limits: [{ calls: 1, perSeconds: 5 }] };
  const run = fakeRun();
  const began = run.now().getTime();

  await Promise.all([server.api(options).send(me, {}, run), server.api(options).send(me, {}, run)]);

  expect(run.now().getTime() - began).toBeGreaterThanOrEqual(5_000);
  await server.close();
});

test("reads share a connection; what must not be sent twice never rides on an old one", async () => {
  const server = await loopback({ status: 200, body: {} });
  const run = fakeRun();

  await server.api().send(listReissues, { orderId: 1 }, run);
  await server.api().send(updateOrderStatus, { orderId: 1, status: "CANCELED", note: "" }, run);

  expect(server.asked.map(({ headers }) => headers.connection)).toEqual(["keep-alive", "close"]);
  await server.close();
});
