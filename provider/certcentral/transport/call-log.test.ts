import { fakeRun } from "../../contract/run.fake";
import { reissueCertificate } from "../endpoints/issuance/reissue";
import { listOrders } from "../endpoints/orders/order-list";
import { orderByAlternativeId } from "../endpoints/orders/order-lookup";
import { type CallRecord, callLine } from "./call-log";
import { API_KEY, loopback, type Reply } from "./connection/loopback.fake";

let server: Awaited<ReturnType<typeof loopback>>;
afterEach(async () => server.close());

/** What both logs tell of the calls that `work` makes. */
const told = async (
  work: (api: ReturnType<typeof server.api>, run: ReturnType<typeof fakeRun>) => Promise<unknown>,
  ...replies: Reply[]
) => {
  server = await loopback(...replies);
  const records: CallRecord[] = [];
  const run = fakeRun();
  await work(
    server.api({ onCall: (call) => void records.push(call), limits: [{ calls: 1, perSeconds: 5 }] }),
    run,
  ).catch(() => {});
  return { records, debugs: run.debugs };
};
const none: Reply = { status: 200, body: { orders: [], page: { total: 0, limit: 1000, offset: 0 } } };

test("each attempt is told, with what it waited for the request limit, to the file and to --debug alike", async () => {
  const busy: Reply = { status: 503, headers: { "x-request-id": "7f3a" } };

  const { records, debugs } = await told((api, run) => api.send(listOrders, { filters: {} }, run), busy, none);

  expect(records).toEqual([
    {
      time: "2026-11-22T12:00:00.000Z",
      method: "GET",
      path: "/order/certificate",
      status: 503,
      milliseconds: 0,
      attempt: 1,
      waited: 0,
      requestId: "7f3a",
    },
    expect.objectContaining({ status: 200, attempt: 2, waited: expect.any(Number) }),
  ]);
  expect(records[1]?.waited).toBeGreaterThan(1_000);
  expect(debugs).toEqual(records.map(callLine));
});

test("a call without an answer says why", async () => {
  const request = { orderId: 118, request: { signatureHash: "sha256" } } as const;

  const { records } = await told((api, run) => api.send(reissueCertificate, request, run), "drop");

  expect(records).toMatchObject([
    { method: "POST", path: "/order/certificate/118/reissue", error: expect.any(String) },
  ]);
  expect(records[0]).not.toHaveProperty("status");
});

test("a line reads as a sentence", () => {
  const call = { time: "2026-11-22T12:00:00.000Z", method: "PUT", path: "/x", milliseconds: 12, attempt: 1, waited: 0 };

  expect(callLine({ ...call, status: 204 })).toBe("2026-11-22T12:00:00.000Z PUT /x: 204 in 12 ms");
  expect(callLine({ ...call, error: "no answer within 60 s", attempt: 3, waited: 900, requestId: "7f" })).toBe(
    "2026-11-22T12:00:00.000Z PUT /x: no answer within 60 s in 12 ms, attempt 3, waited 900 ms for the request limit, request id 7f",
  );
});

test("no key, header, body or query is told, even where a key is in the path or given back as the request's id", async () => {
  const reply: Reply = {
    status: 400,
    headers: { "x-request-id": API_KEY },
    body: { errors: [{ code: "c4nary", message: "c4nary" }] },
  };
  const commonName = "query.example.com";
  const comments = "for the administrator";

  const { records, debugs } = await told(async (api, run) => {
    for (const call of [
      () => api.send(orderByAlternativeId, { alternativeOrderId: API_KEY }, run),
      () => api.send(listOrders, { filters: { common_name: commonName } }, run),
      () => api.send(reissueCertificate, { orderId: 118, request: { comments, signatureHash: "sha256" } }, run),
    ])
      await call().catch(() => {});
  }, reply);

  expect([records.length, debugs.length, server.asked.length]).toEqual([3, 3, 3]);
  const shown = JSON.stringify([records, debugs]);
  for (const hidden of [API_KEY, "c4nary", commonName, comments, "pulumi-digicert/test", "?", server.origin])
    expect(shown).not.toContain(hidden);
  expect(records[0]?.path).toBe("/order/alternate/[secret]");
});
