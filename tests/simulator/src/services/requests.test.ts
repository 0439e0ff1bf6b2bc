import { type Bench, bench, listed, oneLine } from "../testing/bench";

const requests = async (b: Bench) => {
  const { orderId, certificateId } = await b.levers.makeOrder({ commonName: "www.example.com", approval: true });
  const certificate = { common_name: "www.example.com", csr: oneLine(), signature_hash: "sha256" };
  await b.call("PUT", `/certificate/${certificateId}/revoke`);
  const { body } = await b.call("POST", `/order/certificate/${orderId}/reissue`, { certificate });
  return { orderId, reissue: Number(listed(body["requests"])[0]?.["id"]) };
};

test("the list: by status, filtered, sorted, in pages, the newest first", async () => {
  const b = await bench();
  const { orderId, reissue } = await requests(b);
  const types = async (query: string) =>
    listed((await b.call("GET", `/request?${query}`)).body["requests"]).map(({ type }) => type);
  expect(await types("")).toEqual(["reissue", "revoke"]);
  expect(await types("sort=id")).toEqual(["revoke", "reissue"]);
  expect(await types("filters[type]=revoke")).toEqual(["revoke"]);
  expect(await types(`filters[id]=>${reissue - 1}`)).toEqual(["reissue"]);
  expect(await types(`filters[order_id]=${orderId}&limit=1&offset=1`)).toEqual(["revoke"]);
  await b.levers.reject(reissue);
  expect(await types("status=pending")).toEqual(["revoke"]);
  expect(await types("status=rejected")).toEqual(["reissue"]);
  expect((await b.call("GET", "/request?limit=1")).body["page"]).toEqual({ total: 2, limit: 1, offset: 0 });
});

test("one request: nobody has processed it, then somebody has; the order inside is whole", async () => {
  const b = await bench();
  const { orderId, reissue } = await requests(b);
  const before = (await b.call("GET", `/request/${reissue}`)).body;
  expect(before).toMatchObject({ type: "reissue", status: "pending", order: { id: orderId, product: {} } });
  expect([before["date_processed"], before["processor"]]).toEqual([undefined, undefined]);
  await b.call("PUT", `/request/${reissue}/status`, { status: "approved", processor_comment: "fine" });
  expect((await b.call("GET", `/request/${reissue}`)).body).toMatchObject({
    status: "approved",
    date_processed: expect.stringMatching(/\+00:00$/),
    processor: { first_name: "Ada" },
    processor_comment: "fine",
  });
});

test("the request of a renewal tells how long the old order runs", async () => {
  const b = await bench();
  const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com" });
  const { body } = await b.call("POST", "/order/certificate/ssl_dv_rapidssl", {
    certificate: { common_name: "www.example.com", csr: oneLine(), signature_hash: "sha256" },
    order_validity: { years: 1 },
    renewal_of_order_id: orderId,
  });
  const info = await b.call("GET", `/request/${listed(body["requests"])[0]?.["id"]}`);
  expect(info.body["order"]?.["renewal_of_order_valid_till"]).toMatch(/^\d{4}-\d\d-\d\d$/);
});

test("submitted and pending change nothing, other words are refused, and so is somebody who may not", async () => {
  const b = await bench();
  const { reissue } = await requests(b);
  const decide = async (status: string | undefined, key?: string) =>
    (await b.call("PUT", `/request/${reissue}/status`, { status }, key)).status;
  expect([
    await decide("submitted"),
    await decide("pending"),
    await decide("perhaps"),
    await decide(undefined),
  ]).toEqual([204, 204, 400, 400]);
  expect(await decide("approved", (await b.levers.makeKey({ family: "services", role: "standard" })).apiKey)).toBe(403);
  expect((await b.call("GET", `/request/${reissue}`)).body["status"]).toBe("pending");
});
