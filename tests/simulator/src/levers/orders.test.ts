import { type Answered, type Bench, bench, DAY_SECONDS, listed, oneLine } from "../testing/bench";
import type { OrderState } from "./types";

const page = async (b: Bench, orderId: number): Promise<Answered> =>
  (await b.call("GET", `/order/certificate/${orderId}`)).body;

/** What order info and the list say of an order in each state a lever can make. */
const STATES = {
  needs_approval: "needs_approval",
  rejected: "rejected",
  pending: "pending",
  processing: "processing",
  waiting_pickup: "waiting_pickup",
  canceled: "canceled",
  issued: "issued",
  reissue_pending: "reissue_pending",
  renewed: "issued",
  expired: "expired",
  revoked: "revoked",
} as const satisfies Record<OrderState, string>;
const states = Object.entries(STATES) as [OrderState, string][];

test.each(states)(
  "an order that is %s reads %s, in info and list, and still does a day later",
  async (state, status) => {
    const b = await bench();
    const product = state === "waiting_pickup" ? "code_signing" : "ssl_basic";
    const { orderId, certificateId } = await b.levers.makeOrder({ commonName: "www.example.com", product, state });
    const shown = async () => {
      const { body } = await b.call("GET", `/order/certificate?filters[id]=${orderId}`);
      return [(await page(b, orderId))["status"], listed(body["orders"])[0]?.["status"]];
    };
    expect(await shown()).toEqual([status, status]);
    await b.levers.advance(DAY_SECONDS);
    expect(await shown()).toEqual([status, status]);
    expect((await b.levers.order(orderId)).certificates[0]?.id).toBe(certificateId);
  },
);

test.each(["code_signing", "secure_email_mailbox", "client_premium", "private_ssl_plus", "vmc_basic"])(
  "orders of %s too",
  async (product) => {
    const b = await bench();
    const { orderId } = await b.levers.makeOrder({ product, commonName: "Jo", emails: ["jo@example.com"] });
    expect(await page(b, orderId)).toMatchObject({ status: "issued", product: { name_id: product } });
  },
);

test("a pending order is issued once its names are proven", async () => {
  const b = await bench();
  const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com", state: "pending" });
  expect((await b.levers.order(orderId)).certificates[0]?.toProve).toEqual(["www.example.com"]);
  expect(await b.levers.validate(orderId)).toMatchObject({ status: "issued" });
});

test("an order made some days ago has the dates of that day", async () => {
  const b = await bench();
  const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com", ageDays: 100, orderValidityDays: 365 });
  expect(await page(b, orderId)).toMatchObject({
    date_created: expect.stringMatching(/^2026-02-21/),
    order_valid_till: "2027-02-20",
    certificate: { valid_from: "2026-02-21" },
  });
});

test.each([
  [{ state: "green" }, "state is one of"],
  [{ state: "waiting_pickup" }, "code signing and client products"],
  [{ state: "pending", product: "code_signing" }, "TLS products"],
  [{ ageDays: 400 }, 'say state "expired"'],
  [{ state: "expired", ageDays: 3 }, "is older"],
  [{ commonName: "a".repeat(65) }, "longer than 64"],
])("what cannot be is refused with a sentence: %j", async (wish, sentence) => {
  const b = await bench();
  const response = await b.sim.fetch(`${b.sim.leversUrl}/orders`, {
    method: "POST",
    body: JSON.stringify({ commonName: "www.example.com", ...wish }),
  });
  expect([response.status, await response.text()]).toEqual([
    400,
    expect.stringContaining(sentence.replaceAll('"', '\\"')),
  ]);
});

test("a renewed order and its renewal name each other, and the list can tell them apart", async () => {
  const b = await bench();
  const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com", dnsNames: ["a.example.com"] });
  const { renewedBy } = await b.levers.renew(orderId, { orderValidityDays: 730 });
  expect(await page(b, orderId)).toMatchObject({ is_renewed: true, renewed_order_id: renewedBy });
  expect(await page(b, Number(renewedBy))).toMatchObject({
    is_renewal: true,
    is_renewed: false,
    status: "issued",
    certificate: { common_name: "www.example.com", dns_names: ["a.example.com"] },
  });
  expect(await b.levers.order(Number(renewedBy))).toMatchObject({ renewalOf: orderId });
  const ids = async (flag: 0 | 1) =>
    listed((await b.call("GET", `/order/certificate?filters[is_renewed]=${flag}`)).body["orders"]).map((o) => o["id"]);
  expect([await ids(1), await ids(0)]).toEqual([[orderId], [renewedBy]]);
  await expect(b.levers.renew(orderId)).rejects.toThrow("was renewed before");
});

test("a renewal may keep the key", async () => {
  const b = await bench();
  const csr = oneLine();
  const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com", csr });
  const { renewedBy } = await b.levers.renew(orderId, { csr });
  const keys = await Promise.all(
    [orderId, Number(renewedBy)].map(async (id) => (await b.levers.order(id)).certificates[0]?.spkiSha256),
  );
  expect(new Set(keys).size).toBe(1);
});

test("orders belong to divisions, by which the list filters", async () => {
  const b = await bench();
  await b.levers.makeOrder({ commonName: "a.example.com" });
  const { orderId } = await b.levers.makeOrder({ commonName: "b.example.com", containerId: 77 });
  const { body } = await b.call("GET", "/order/certificate?filters[container_id]=77");
  expect(listed(body["orders"])).toMatchObject([{ id: orderId, container: { id: 77, name: "Division 77" } }]);
  expect((await b.call("GET", "/order/certificate?filters[container_id]=5")).body["page"]?.["total"]).toBe(1);
});

test("two hundred orders of mixed states are read page by page, each once", async () => {
  const b = await bench();
  for (let i = 0; i < 200; i++)
    await b.levers.makeOrder({
      commonName: `w${i}.example.com`,
      product: i % 11 === 4 ? "code_signing" : "ssl_basic",
      state: states[i % 11]?.[0] ?? "issued",
    });
  const everyOrder = await b.levers.orderIds();
  const seen: number[] = [];
  for (let offset = 0; ; offset += 60) {
    const { body } = await b.call("GET", `/order/certificate?limit=60&offset=${offset}`);
    if (body["orders"] === undefined) break;
    seen.push(...listed(body["orders"]).map((o) => Number(o["id"])));
  }
  expect(seen.sort()).toEqual([...everyOrder].sort());
  expect((await b.call("GET", "/order/certificate?limit=1000")).body["page"]?.["total"]).toBe(everyOrder.length);
}, 30_000);
