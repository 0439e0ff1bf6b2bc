import { type Bench, bench, DAY_SECONDS, listed, oneLine } from "../../testing/bench";

const organizationId = async (b: Bench) =>
  listed((await b.call("GET", "/organization")).body["organizations"])[0]?.["id"];
const place = async (b: Bench, more: object = {}, product = "ssl_basic") =>
  b.call("POST", `/order/certificate/${product}`, {
    certificate: {
      common_name: "www.example.com",
      dns_names: ["www.example.com", "a.example.com"],
      csr: oneLine(),
      signature_hash: "sha256",
    },
    organization: { id: await organizationId(b) },
    order_validity: { years: 1 },
    ...more,
  });

test("an order answers 201 with an approved request, the certificate and its chain, leaf first", async () => {
  const b = await bench();
  const { status, body } = await place(b);
  expect([status, Object.keys(body)]).toEqual([201, ["id", "requests", "certificate_id", "certificate_chain"]]);
  expect(body["requests"]).toEqual([{ id: expect.any(Number), status: "approved" }]);
  expect(listed(body["certificate_chain"]).map((c) => c["subject_common_name"])).toEqual([
    "www.example.com",
    expect.stringContaining("CA1"),
    "SIMULATOR, NOT DIGICERT",
  ]);
});

test("an order waits for approval, is approved, and may be rejected", async () => {
  const b = await bench({ approvalGate: true });
  const first = await place(b);
  const id = first.body["id"];
  expect([first.body["requests"], "certificate_id" in first.body]).toEqual([
    [{ id: expect.any(Number), status: "pending" }],
    false,
  ]);
  const info = await b.call("GET", `/order/certificate/${id}`);
  expect([info.body["status"], info.body["certificate"]?.["id"]]).toEqual(["needs_approval", undefined]);
  await b.call("PUT", `/request/${first.body["requests"]?.[0]?.["id"]}/status`, { status: "approved" });
  expect((await b.call("GET", `/order/certificate/${id}`)).body["status"]).toBe("issued");
  const second = await place(b);
  await b.levers.reject(Number(second.body["requests"]?.[0]?.["id"]));
  expect((await b.call("GET", `/order/certificate/${second.body["id"]}`)).body["status"]).toBe("rejected");
});

test("unknown members are ignored, wrong products and missing members are not", async () => {
  const b = await bench();
  expect((await place(b, { reason: "x", comment: "y", payment_method: "balance", validity_years: 1 })).status).toBe(
    201,
  );
  expect((await place(b, {}, "ssl_nonsense")).body["errors"]).toMatchObject([{ code: "not_found|product" }]);
  expect((await place(b, {}, "ssl")).body["errors"]).toMatchObject([{ code: "ambiguous_product" }]);
  const { body } = await b.call("POST", "/order/certificate/ssl_basic", {});
  expect(listed(body["errors"]).map((e) => e["code"])).toEqual([
    "required_param:certificate.common_name",
    "required_param:certificate.csr",
    "required_param:certificate.signature_hash",
    "required_param:organization.id",
    "required_param:order_validity",
  ]);
});

test("a renewal is a new order, and the old one says so", async () => {
  const b = await bench();
  const old = await place(b);
  const fresh = await place(b, { renewal_of_order_id: old.body["id"] });
  expect((await b.call("GET", `/order/certificate/${old.body["id"]}`)).body).toMatchObject({
    is_renewed: true,
    renewed_order_id: fresh.body["id"],
  });
  expect((await place(b, { renewal_of_order_id: old.body["id"] })).status).toBe(400);
});

test("an alternative order id finds its orders, and 404 finds none", async () => {
  const b = await bench();
  const { body } = await place(b, { alternative_order_id: "ours-1" });
  expect((await b.call("GET", "/order/alternate/ours-1")).body["orders"]).toEqual([
    { order_id: body["id"], certificate_id: body["certificate_id"], status: "issued" },
  ]);
  expect((await b.call("GET", "/order/alternate/ours-2")).status).toBe(404);
});

test("status changes: those of the window, {} when there are none, and no window longer than a week", async () => {
  const b = await bench();
  const { orderId, certificateId } = await b.levers.makeOrder({ commonName: "www.example.com" });
  expect((await b.call("GET", "/order/certificate/status-changes?minutes=5")).body["orders"]).toEqual([
    { order_id: orderId, certificate_id: certificateId, status: "issued" },
  ]);
  await b.levers.advance(600);
  expect((await b.call("GET", "/order/certificate/status-changes?minutes=5")).body).toEqual({});
  expect(
    (await b.call("GET", "/order/certificate/status-changes?minutes=10080&seconds=1")).body["errors"],
  ).toMatchObject([{ code: "time_frame_too_long" }]);
  const mdt = (at: number): string => new Date(at - 6 * 3_600_000).toISOString().slice(0, 19);
  const now = Date.parse((await b.levers.clock()).now);
  expect(
    listed(
      (
        await b.call(
          "GET",
          `/order/certificate/status-changes?filters[status_last_updated]=${mdt(now - 900_000)}...${mdt(now)}`,
        )
      ).body["orders"],
    ).length,
  ).toBe(1);
});

test("a duplicate has the original's names, ends with it, and is listed as approved", async () => {
  const b = await bench();
  const { orderId } = await b.levers.makeOrder({
    commonName: "www.example.com",
    dnsNames: ["a.example.com"],
    validityDays: 20,
  });
  const ask = async (names: string[]) =>
    b.call("POST", `/order/certificate/${orderId}/duplicate`, {
      certificate: { common_name: "a.example.com", dns_names: names, csr: oneLine(), signature_hash: "sha384" },
      skip_approval: true,
    });
  expect((await ask(["other.example.com"])).status).toBe(400);
  const { status, body } = await ask(["www.example.com"]);
  expect([status, body]).toEqual([201, { id: orderId, certificate_id: expect.any(Number) }]);
  const [entry] = listed((await b.call("GET", `/order/certificate/${orderId}/duplicate`)).body["certificates"]);
  expect(entry).toMatchObject({
    id: body["certificate_id"],
    status: "approved",
    archived: "0",
    sub_id: "001",
    signature_hash: "sha384",
  });
  const facts = await b.levers.order(orderId);
  expect([facts.certificates[0]?.primary, facts.certificates[1]?.validTill]).toEqual([
    true,
    facts.certificates[0]?.validTill,
  ]);
});

test("a reissue stored as a duplicate leaves the primary where it is", async () => {
  const b = await bench();
  const { orderId, certificateId } = await b.levers.makeOrder({
    commonName: "www.example.com",
    dnsNames: ["a.example.com"],
  });
  await b.call("POST", `/order/certificate/${orderId}/reissue`, {
    certificate: { common_name: "www.example.com", csr: oneLine(), signature_hash: "sha256" },
    skip_approval: true,
    store_reissue_as_duplicate: true,
  });
  await b.levers.advance(10 * DAY_SECONDS);
  const facts = await b.levers.order(orderId);
  expect(facts.certificates.map((c) => [c.id === certificateId, c.duplicate, c.primary, c.status])).toEqual([
    [true, false, true, "issued"],
    [false, true, false, "issued"],
  ]);
});

test("with auto-reissue DigiCert reissues thirty days before the end, again and again, with a request", async () => {
  const b = await bench();
  const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com", orderValidityDays: 365 });
  expect((await b.call("PUT", `/order/certificate/${orderId}/auto-reissue`, { auto_reissue: 1 })).status).toBe(204);
  await b.levers.advance(168 * DAY_SECONDS);
  expect((await b.levers.order(orderId)).certificates.length).toBe(1);
  await b.levers.advance(4 * DAY_SECONDS);
  const facts = await b.levers.order(orderId);
  expect([facts.certificates.length, facts.certificates[1]?.spkiSha256, facts.requests.map((r) => r.type)]).toEqual([
    2,
    facts.certificates[0]?.spkiSha256,
    ["reissue"],
  ]);
});

test("products know their hashes and whether a CSR is needed", async () => {
  const b = await bench();
  expect((await b.call("GET", "/product/ssl_basic")).body).toMatchObject({
    name_id: "ssl_basic",
    csr_required: true,
    duplicates_allowed: true,
    allowed_validity_years: ["1"],
  });
  expect((await b.call("GET", "/product/nothing")).status).toBe(404);
});

test("keys restricted to users see no orders, those restricted to orders no domains", async () => {
  const b = await bench();
  const key = async (restriction: number) =>
    (await b.levers.makeKey({ family: "services", role: "admin", restriction })).apiKey;
  const status = async (path: string, restriction: number) =>
    (await b.call("GET", path, undefined, await key(restriction))).status;
  expect(
    await Promise.all([
      status("/order/certificate", 103),
      status("/domain", 100),
      status("/domain", 101),
      status("/user/me", 103),
    ]),
  ).toEqual([403, 403, 200, 200]);
});

test("a certificate that never has thirty days left is not reissued for ever", async () => {
  const b = await bench();
  const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com", validityDays: 20, autoReissue: true });
  await b.levers.advance(5 * DAY_SECONDS);
  expect((await b.levers.order(orderId)).certificates.length).toBe(1);
});

test("a list can be had as CSV, and nothing can be had as HTML", async () => {
  const b = await bench();
  const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com" });
  const get = (accept: string) =>
    b.sim.fetch(`${b.sim.baseUrl}/order/certificate`, { headers: { "X-DC-DEVKEY": b.sim.apiKey, accept } });
  expect((await (await get("text/csv")).text()).split("\r\n")[1]).toContain(String(orderId));
  expect((await get("text/html")).status).toBe(406);
});
