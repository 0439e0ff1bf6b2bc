import { type Bench, bench, DAY_SECONDS, listed, oneLine } from "../../testing/bench";

test("the list filters, sorts and pages", async () => {
  const b = await bench();
  for (const commonName of ["b.example.com", "a.example.com", "c.example.net"])
    await b.levers.makeOrder({ commonName, dnsNames: [`alt.${commonName}`] });
  const names = async (query: string) =>
    listed((await b.call("GET", `/order/certificate?${query}`)).body["orders"]).map(
      (o) => o["certificate"]?.["common_name"],
    );
  expect(await names("sort=common_name")).toEqual(["a.example.com", "b.example.com", "c.example.net"]);
  expect(await names("sort=-common_name&limit=1&offset=1")).toEqual(["b.example.com"]);
  expect(await names("filters[common_name]=a.example.com")).toEqual(["a.example.com"]);
  expect(await names("filters[domain_name]=alt.c.example.net")).toEqual(["c.example.net"]);
  expect(await names("filters[search]=%25.net")).toEqual(["c.example.net"]);
  expect(
    await names("filters[common_name][0]=a.example.com&filters[common_name][1]=b.example.com&sort=common_name"),
  ).toEqual(["a.example.com", "b.example.com"]);
  expect(await names("filters[valid_till]=<2020-01-01")).toEqual([]);
  expect((await b.call("GET", "/order/certificate?limit=2")).body["page"]).toEqual({ total: 3, limit: 2, offset: 0 });
});

test("filters[status]=issued also returns expired orders, whose own status is expired", async () => {
  const b = await bench();
  await b.levers.makeOrder({ commonName: "www.example.com", orderValidityDays: 10 });
  await b.levers.advance(11 * DAY_SECONDS);
  expect((await b.call("GET", "/order/certificate?filters[status]=issued")).body["orders"]).toMatchObject([
    { status: "expired" },
  ]);
});

/** Two orders that differ in all that can be asked for; the second is the older one's renewal. */
const two = async (b: Bench): Promise<{ first: number; second: number; certificateId: number; serial: string }> => {
  const { orderId: first, certificateId } = await b.levers.makeOrder({
    product: "secure_email_mailbox",
    commonName: "a.example.com",
    emails: ["jo@example.net"],
    validityDays: 100,
  });
  await b.levers.advance(2 * DAY_SECONDS);
  const [organization] = listed((await b.call("GET", "/organization")).body["organizations"]);
  const { body } = await b.call("POST", "/order/certificate/ssl_plus", {
    certificate: {
      common_name: "b.example.com",
      dns_names: ["alt.example.com"],
      csr: oneLine(),
      signature_hash: "sha256",
    },
    organization: { id: organization?.["id"] },
    order_validity: { years: 2 },
    renewal_of_order_id: first,
    custom_fields: [{ metadata_id: 12, value: "x" }],
    disable_renewal_notifications: true,
  });
  const serial = (await b.levers.order(first)).certificates[0]?.serialNumber ?? "";
  return { first, second: Number(body["id"]), certificateId, serial };
};

test("every filter of the page picks the one order of the two that fits", async () => {
  const b = await bench({}, { now: () => Date.parse("2026-06-01T12:00:00Z") });
  const { first, second, certificateId, serial } = await two(b);
  await b.levers.revokeOrder(first);
  const other = await b.levers.makeKey({ family: "services", role: "standard" });
  const { body: me } = await b.call("GET", "/user/me");
  const cases: [string, number[]][] = [
    [`filters[id]=${first}`, [first]],
    ["filters[status]=revoked", [first]],
    ["filters[status]=issued", [second]],
    ["filters[status]=canceled", []],
    ["filters[organization_id]=null", []],
    ["filters[product_name_id]=ssl_plus", [second]],
    ["filters[valid_till]=<2026-10-01", [first]],
    ["filters[valid_till]=>2026-10-01", [second]],
    ["filters[valid_till]=2026-09-01...2026-09-30", [first]],
    [`filters[user_id]=${me["id"]}`, [first, second]],
    [`filters[user_id]=${other.userId}`, []],
    ["filters[common_name]=b.example.com", [second]],
    ["filters[domain_name]=alt.example.com", [second]],
    ["filters[domain_name]=B.EXAMPLE.COM", [second]],
    ["filters[date_created]=<2026-06-02", [first]],
    ["filters[date_created]=2026-06-03", [second]],
    ["filters[container_id]=5", [first, second]],
    ["filters[container_id]=6", []],
    ["filters[metadata_id]=12", [second]],
    ["filters[metadata_id]=null", [first]],
    ["filters[is_renewed]=1", [first]],
    ["filters[is_renewed]=0", [second]],
    ["filters[disable_renewal_notifications]=1", [second]],
    ["filters[email]=jo@example.net", [first]],
    [`filters[certificate_id]=${certificateId}`, [first]],
    ["filters[origin]=certcentral", [first, second]],
    ["filters[origin]=migrated", []],
    [`filters[serial_number]=${serial}`, [first]],
    ["filters[search]=b.exam", [second]],
    ["filters[status]=issued&filters[is_renewed]=1", []],
  ];
  for (const [query, ids] of cases) {
    const { body } = await b.call("GET", `/order/certificate?${query}&sort=id`);
    expect([query, listed(body["orders"]).map((o) => o["id"]), body["page"]?.["total"]]).toEqual([
      query,
      ids,
      ids.length,
    ]);
  }
});

test("every sort key of the list, and its reverse", async () => {
  const b = await bench();
  const { first, second } = await two(b);
  const ids = async (sort: string) =>
    listed((await b.call("GET", `/order/certificate?sort=${sort}`)).body["orders"]).map((o) => o["id"]);
  for (const key of ["order_id", "date_created", "common_name", "validity_years", "valid_till"]) {
    expect([key, await ids(key)]).toEqual([key, [first, second]]);
    expect([key, await ids(`-${key}`)]).toEqual([key, [second, first]]);
  }
  expect(await ids("product_name")).toEqual([first, second]);
  await b.levers.revokeOrder(first);
  expect(await ids("status")).toEqual([second, first]);
  expect(await ids("-status,order_id")).toEqual([first, second]);
});

test("a page has at most a thousand, a thousand is what comes unasked, and a filter nobody knows is refused", async () => {
  const b = await bench();
  const page = async (query: string) => (await b.call("GET", `/order/certificate?${query}`)).body["page"];
  expect(await page("")).toEqual({ total: 0, limit: 1000, offset: 0 });
  expect(await page("limit=5000&offset=3")).toEqual({ total: 0, limit: 1000, offset: 3 });
  expect((await b.call("GET", "/order/certificate?filters[colour]=red")).status).toBe(400);
});

test("a list that finds nothing has a page and no member orders", async () => {
  const b = await bench({ nullForAbsent: 1 });
  expect((await b.call("GET", "/order/certificate")).body).toEqual({ page: { total: 0, limit: 1000, offset: 0 } });
  await b.levers.makeOrder({ commonName: "www.example.com" });
  expect((await b.call("GET", "/order/certificate?offset=1")).body).toEqual({
    page: { total: 1, limit: 1000, offset: 1 },
  });
});

test("a rejected order has no serial number, no validity and no coverage", async () => {
  const b = await bench({ approvalGate: true });
  const { second } = await two(b);
  await b.levers.reject((await b.levers.order(second)).requests[0]?.id ?? 0);
  const [order] = listed((await b.call("GET", "/order/certificate?filters[status]=rejected")).body["orders"]);
  expect(order).toMatchObject({ id: second, certificate: { common_name: "b.example.com" }, is_multi_year_plan: "1" });
  for (const member of ["serial_number", "valid_from", "valid_till"])
    expect(order?.["certificate"]?.[member]).toBeUndefined();
  expect(order?.["order_valid_till"]).toBeUndefined();
});

test.each(["/order/certificate", "/organization", "/domain", "/request"])("%s can be had as CSV", async (path) => {
  const b = await bench();
  await two(b);
  const response = await b.sim.fetch(b.sim.baseUrl + path, {
    headers: { "X-DC-DEVKEY": b.sim.apiKey, accept: "text/csv" },
  });
  expect(response.headers.get("content-type")).toBe("text/csv");
  const lines = (await response.text()).split("\r\n");
  expect(lines[0]).toMatch(/^id,/);
  expect(lines.length).toBeGreaterThan(1);
});
