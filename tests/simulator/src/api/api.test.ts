import { levers } from "../levers-client";
import { servicesRoutes } from "../services/routes";
import { simulate } from "../simulate";
import { bench } from "../testing/bench";

test("a wrong key is refused with 403 and the envelope", async () => {
  const { call } = await bench();
  const { status, body } = await call("GET", "/user/me", undefined, "wrong");
  expect([status, body]).toEqual([
    403,
    {
      errors: [
        { code: "access_denied|access_denied_invalid_key", message: "Access denied due to access_denied_invalid_key." },
      ],
    },
  ]);
});

test("a partner key opens no CertCentral door", async () => {
  const { call, sim } = await bench();
  expect((await call("GET", "/user/me", undefined, sim.partnerApiKey)).status).toBe(403);
});

test("a view-only key reads and does not write", async () => {
  const b = await bench();
  const { apiKey } = await b.levers.makeKey({ family: "services", role: "view" });
  const { orderId, certificateId } = await b.levers.makeOrder({ commonName: "www.example.com" });
  expect((await b.call("GET", `/order/certificate/${orderId}`, undefined, apiKey)).status).toBe(200);
  expect((await b.call("PUT", `/certificate/${certificateId}/revoke`, {}, apiKey)).status).toBe(403);
});

test("every write is refused to a user who may only look, whatever the key's restriction", async () => {
  const b = await bench();
  const { apiKey } = await b.levers.makeKey({ family: "services", role: "view", restriction: 0 });
  const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com" });
  for (const [method, path] of servicesRoutes) {
    const url = path.replace(":order", String(orderId)).replace(/:\w+/g, "1");
    const { status, body } = await b.call(method, url, method === "GET" ? undefined : {}, apiKey);
    if (method === "GET") expect([path, status === 403]).toEqual([path, false]);
    else expect([path, status, body["errors"]?.[0]?.["code"]]).toEqual([path, 403, "access_denied|missing_permission"]);
  }
  expect((await b.levers.order(orderId)).requests).toEqual([]);
});

test("the hundred-and-first call within five seconds gets 429, an envelope and no Retry-After", async () => {
  const b = await bench({
    rateWindows: [
      [100, 5],
      [1000, 180],
    ],
  });
  const statuses = [];
  for (let i = 0; i < 100; i++) statuses.push((await b.call("GET", "/user/me")).status);
  const { status, body, headers } = await b.call("GET", "/user/me");
  expect([new Set(statuses), status, body["errors"]?.[0]?.["code"], headers.get("retry-after")]).toEqual([
    new Set([200]),
    429,
    "request_limit_exceeded",
    null,
  ]);
  await b.levers.advance(6);
  expect((await b.call("GET", "/user/me")).status).toBe(200);
});

test("JSON that is none is a bad request", async () => {
  const b = await bench();
  const { status, body } = await b.call("PUT", "/certificate/1/revoke", "{nonsense");
  expect([status, body["errors"]?.[0]?.["code"]]).toEqual([400, "bad_request_format"]);
});

test("an unknown route is answered 501 and counted", async () => {
  const b = await bench();
  expect((await b.call("PATCH", "/order/certificate/1")).status).toBe(501);
  expect(await b.levers.unknown()).toEqual([{ method: "PATCH", path: "/services/v2/order/certificate/1", times: 1 }]);
});

test("the history tells what was sent, without keys and secrets", async () => {
  const b = await bench();
  await b.call("POST", "/order/certificate/1/reissue?x=1", {
    certificate: { csr: "shown" },
    hmac_key: "hidden",
    _customer_api_key: b.sim.apiKey,
  });
  const history = await b.levers.history();
  expect(history).toEqual([
    {
      at: expect.any(String),
      method: "POST",
      path: "/services/v2/order/certificate/1/reissue?x=1",
      status: 404,
      body: { certificate: { csr: "shown" }, hmac_key: "[secret]", _customer_api_key: "[secret]" },
    },
  ]);
  expect(JSON.stringify(history)).not.toContain(b.sim.apiKey);
});

test("null stands in for absent members about as often as the switch says", async () => {
  const b = await bench({ nullForAbsent: 1 });
  const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com" });
  expect((await b.call("GET", `/order/certificate/${orderId}`)).body["notes"]).toBeNull();
});

test("a reset forgets orders and faults, and keeps keys and the CA", async () => {
  const b = await bench();
  const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com" });
  await b.levers.fault({ kind: "status:503", times: 9 });
  await b.levers.setAwkward({ approvalGate: true });
  await b.levers.reset();
  expect((await b.call("GET", `/order/certificate/${orderId}`)).status).toBe(404);
  expect((await b.levers.awkward()).find(({ name }) => name === "approvalGate")?.value).toBe(false);
  expect((await b.levers.makeOrder({ commonName: "www.example.com" })).orderId).toBe(orderId);
});

test.each([
  ["drop", 0, 204],
  ["lose-answer", 1, 400],
])("over a socket, %s ends the connection; certificates revoked: %i", async (kind, revoked, afterwards) => {
  const sim = await simulate({ seed: 7 });
  try {
    const pull = levers(sim.leversUrl);
    const { orderId, certificateId } = await pull.makeOrder({ commonName: "www.example.com" });
    await pull.fault({ method: "PUT", path: "/revoke", kind });
    const revoke = () =>
      fetch(`${sim.baseUrl}/certificate/${certificateId}/revoke`, {
        method: "PUT",
        headers: { "X-DC-DEVKEY": sim.apiKey, "content-type": "application/json" },
        body: JSON.stringify({ skip_approval: true }),
      });
    await expect(revoke()).rejects.toThrow("fetch failed");
    expect((await pull.order(orderId)).revocations.length).toBe(revoked);
    expect((await revoke()).status).toBe(afterwards);
    expect((await pull.history()).map((h) => h.fault)).toEqual([kind, undefined]);
  } finally {
    await sim.close();
  }
});

test("act-then-status acts, garbage is 200 without JSON, delay waits", async () => {
  const b = await bench();
  const { orderId, certificateId } = await b.levers.makeOrder({ commonName: "www.example.com" });
  await b.levers.fault({ kind: "act-then-status:500" });
  expect((await b.call("PUT", `/certificate/${certificateId}/revoke`, { skip_approval: true })).status).toBe(500);
  expect((await b.levers.order(orderId)).revocations.length).toBe(1);
  await b.levers.fault({ kind: "garbage" });
  const response = await b.sim.fetch(`${b.sim.baseUrl}/user/me`, { headers: { "X-DC-DEVKEY": b.sim.apiKey } });
  expect([response.status, (await response.text()).startsWith("<")]).toEqual([200, true]);
  await b.levers.fault({ kind: "delay:30" });
  const before = Date.now();
  await b.call("GET", "/user/me");
  expect(Date.now() - before).toBeGreaterThanOrEqual(29);
});

test("a misspelt lever is told so", async () => {
  const b = await bench();
  await expect(b.levers.makeOrder({ commonname: "www.example.com" } as never)).rejects.toThrow(
    "no member is called commonname",
  );
  await expect(b.levers.fault({ kind: "explode" })).rejects.toThrow("kind is one of");
});
