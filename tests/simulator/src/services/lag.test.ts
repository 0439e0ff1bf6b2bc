import { LONGEST_LAG_SECONDS } from "../awkward/limits";
import type { AwkwardValues } from "../awkward/table";
import { type Bench, bench, listed, oneLine } from "../testing/bench";

const BEGIN = Date.parse("2026-06-01T12:00:00Z");

/** An issued order long known, on a clock that stands still. */
const known = async (awkward: Partial<AwkwardValues>) => {
  const b = await bench(awkward, { now: () => BEGIN });
  const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com", approval: true });
  return { ...b, orderId };
};

const reissue = (b: Bench, orderId: number) =>
  b.call("POST", `/order/certificate/${orderId}/reissue`, {
    certificate: { common_name: "www.example.com", csr: oneLine(), signature_hash: "sha256" },
  });

type Known = Awaited<ReturnType<typeof known>>;
const pageStatus = async ({ call, orderId }: Known) =>
  (await call("GET", `/order/certificate/${orderId}`)).body["status"];
const listedStatuses = async ({ call, orderId }: Known) =>
  listed((await call("GET", `/order/certificate/${orderId}/reissue`)).body["certificates"]).map((c) => c["status"]);
const pendingRequests = async ({ call }: Known) =>
  (await call("GET", "/request?status=pending")).body["page"]?.["total"];

test("the order's page may be one look behind its lists", async () => {
  const b = await known({ orderPageLag: [1, 0] });
  await reissue(b, b.orderId);
  expect([await listedStatuses(b), await pendingRequests(b)]).toEqual([["pending"], 1]);
  expect([await pageStatus(b), await pageStatus(b)]).toEqual(["issued", "reissue_pending"]);
});

test("the lists may be one look behind the order's page, each with looks of its own", async () => {
  const b = await known({ listLag: [1, 0] });
  await reissue(b, b.orderId);
  expect(await pageStatus(b)).toBe("reissue_pending");
  expect([await listedStatuses(b), await listedStatuses(b)]).toEqual([[], ["pending"]]);
  expect([await pendingRequests(b), await pendingRequests(b)]).toEqual([0, 1]);
  const orders = async () => (await b.call("GET", "/order/certificate?filters[status]=reissue_pending")).body["page"];
  expect([(await orders())?.["total"], (await orders())?.["total"]]).toEqual([0, 1]);
});

test("so many looks, and so many seconds", async () => {
  const b = await known({ orderPageLag: [2, 5] });
  await reissue(b, b.orderId);
  expect([await pageStatus(b), await pageStatus(b), await pageStatus(b)]).toEqual(["issued", "issued", "issued"]);
  await b.levers.advance(5);
  expect(await pageStatus(b)).toBe("reissue_pending");
});

test("what is over and what came after it appear one after the other", async () => {
  const b = await known({ orderPageLag: [0, 10] });
  const { body } = await reissue(b, b.orderId);
  await b.levers.advance(6);
  await b.levers.reject(Number(listed(body["requests"])[0]?.["id"]));
  expect(await pageStatus(b)).toBe("issued");
  await b.levers.advance(5);
  expect(await pageStatus(b)).toBe("reissue_pending");
  await b.levers.advance(5);
  expect(await pageStatus(b)).toBe("issued");
});

test("a request's own page may be behind, but it is there from the start", async () => {
  const b = await known({ requestPageLag: [1, 0] });
  const { body } = await reissue(b, b.orderId);
  const requestId = Number(listed(body["requests"])[0]?.["id"]);
  const status = async () => (await b.call("GET", `/request/${requestId}`)).body["status"];
  expect(await status()).toBe("pending");
  await b.levers.approve(requestId);
  expect([await status(), await status()]).toEqual(["pending", "approved"]);
});

test("after the longest lag everything is shown, looked at or not", async () => {
  const b = await known({ orderPageLag: [3, LONGEST_LAG_SECONDS], listLag: [3, LONGEST_LAG_SECONDS] });
  await reissue(b, b.orderId);
  await b.levers.advance(LONGEST_LAG_SECONDS + 1);
  expect([await pageStatus(b), await listedStatuses(b), await pendingRequests(b)]).toEqual([
    "reissue_pending",
    ["pending"],
    1,
  ]);
});

test("a longer one cannot be asked for", async () => {
  const b = await bench();
  await expect(b.levers.setAwkward({ listLag: [0, LONGEST_LAG_SECONDS + 1] })).rejects.toThrow("listLag takes");
  await expect(b.levers.setAwkward({ listLag: [4, 0] })).rejects.toThrow("at most [3, 30]");
});

test("an order that a lever made was always as it is", async () => {
  const b = await known({ orderPageLag: [1, 10] });
  expect(await pageStatus(b)).toBe("issued");
});

test("writes know the truth, however far the pages are behind", async () => {
  const b = await known({ orderPageLag: [3, 30], listLag: [3, 30] });
  await reissue(b, b.orderId);
  expect((await reissue(b, b.orderId)).status).toBe(400);
  expect(await pageStatus(b)).toBe("issued");
});
