import type { AwkwardValues } from "../awkward/table";
import { type Answered, type Bench, bench, listed, oneLine } from "../testing/bench";

const NAMES = { common_name: "www.example.com", dns_names: ["a.example.com"] };

interface Waiting extends Bench {
  orderId: number;
  requestId: number;
  page: () => Promise<Answered>;
  reissues: () => Promise<Answered[]>;
  request: () => Promise<Answered>;
}

/** An issued order, and a reissue of it that waits for an administrator. */
const waiting = async (awkward: Partial<AwkwardValues> = {}, more: object = {}): Promise<Waiting> => {
  const b = await bench(awkward);
  const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com", approval: true });
  const { body } = await b.call("POST", `/order/certificate/${orderId}/reissue`, {
    certificate: { ...NAMES, csr: oneLine(), signature_hash: "sha256" },
    ...more,
  });
  const requestId = Number(listed(body["requests"])[0]?.["id"]);
  return {
    ...b,
    orderId,
    requestId,
    page: async () => (await b.call("GET", `/order/certificate/${orderId}`)).body,
    reissues: async () => listed((await b.call("GET", `/order/certificate/${orderId}/reissue`)).body["certificates"]),
    request: async () => (await b.call("GET", `/request/${requestId}`)).body,
  };
};

describe("the reissue list, while a reissue waits for approval", () => {
  test("full: everything that is known of it", async () => {
    const b = await waiting({ listedBeforeApproval: "full" });
    expect(await b.reissues()).toMatchObject([{ ...NAMES, status: "pending", csr: expect.stringContaining("BEGIN") }]);
  });

  test("bare: no names, CSR, key size or common name, until it is approved", async () => {
    const b = await waiting({ listedBeforeApproval: "bare", slowIssuanceSeconds: [60, 60] });
    const [entry] = await b.reissues();
    expect(entry).toMatchObject({ status: "pending", id: expect.any(Number), user_id: expect.any(Number) });
    for (const member of ["common_name", "dns_names", "csr", "key_size"]) expect(entry).not.toHaveProperty(member);
    await b.levers.approve(b.requestId);
    expect(await b.reissues()).toMatchObject([{ ...NAMES, status: "pending" }]);
  });

  test.each(["approve", "reject"] as const)("absent: it is not there before it is decided: %s", async (decide) => {
    const b = await waiting({ listedBeforeApproval: "absent" });
    expect(await b.reissues()).toEqual([]);
    await b.levers[decide](b.requestId);
    expect(await b.reissues()).toMatchObject([{ status: decide === "approve" ? "issued" : "rejected" }]);
  });

  test("the duplicate list does the same", async () => {
    const b = await bench({ listedBeforeApproval: "absent" });
    const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com", approval: true });
    const certificate = { common_name: "www.example.com", csr: oneLine(), signature_hash: "sha256" };
    expect((await b.call("POST", `/order/certificate/${orderId}/duplicate`, { certificate })).status).toBe(201);
    expect((await b.call("GET", `/order/certificate/${orderId}/duplicate`)).body["certificates"]).toEqual([]);
  });
});

describe("words", () => {
  test("each place has its own, and the facts keep the documented ones", async () => {
    const b = await waiting({
      listedStatusWords: { pending: "in_progress", issued: "active" },
      orderStatusWords: { reissue_pending: "Pending Reissue", issued: "Issued" },
      certificateStatusWords: { issued: "valid" },
      requestStatusWords: { pending: "awaiting", approved: "done" },
    });
    const words = async () => {
      const page = await b.page();
      const [ordersEntry] = listed((await b.call("GET", "/order/certificate")).body["orders"]);
      const [requestsEntry] = listed((await b.call("GET", "/request")).body["requests"]);
      return {
        order: [page["status"], ordersEntry?.["status"]],
        certificate: page["certificate"]?.["status"],
        listed: (await b.reissues())[0]?.["status"],
        request: [(await b.request())["status"], requestsEntry?.["status"], listed(page["requests"])[0]?.["status"]],
      };
    };
    expect(await words()).toEqual({
      order: ["Pending Reissue", "Pending Reissue"],
      certificate: "valid",
      listed: "in_progress",
      request: ["awaiting", "awaiting", "awaiting"],
    });
    await b.levers.approve(b.requestId);
    expect(await words()).toEqual({
      order: ["Issued", "Issued"],
      certificate: "valid",
      listed: "active",
      request: ["done", "done", "done"],
    });
    expect((await b.levers.order(b.orderId)).requests).toMatchObject([{ status: "approved" }]);
  });

  test("filters take the documented words", async () => {
    const b = await waiting({ orderStatusWords: { reissue_pending: "x" }, requestStatusWords: { pending: "y" } });
    const found = async (path: string) => (await b.call("GET", path)).body["page"]?.["total"];
    expect(await found("/order/certificate?filters[status]=reissue_pending")).toBe(1);
    expect(await found("/request?status=pending")).toBe(1);
  });

  test("only statuses can be replaced, and not by nothing", async () => {
    const b = await bench();
    await expect(b.levers.setAwkward({ listedStatusWords: { green: "x" } })).rejects.toThrow("listedStatusWords takes");
    await expect(b.levers.setAwkward({ requestStatusWords: { pending: "" } })).rejects.toThrow("requestStatusWords");
  });
});

describe("members that are missing", () => {
  test("on the order's page, at any depth, and nowhere else", async () => {
    const b = await waiting({ missingOnOrderPage: ["dns_names", "csr", "user", "date"] });
    const page = await b.page();
    expect(page["certificate"]).toMatchObject({ common_name: "www.example.com" });
    for (const member of ["dns_names", "csr"]) expect(page["certificate"]).not.toHaveProperty(member);
    expect(page).not.toHaveProperty("user");
    expect(listed(page["requests"])[0]).not.toHaveProperty("date");
    expect(await b.reissues()).toMatchObject([NAMES]);
    expect(await b.request()).toMatchObject({ date: expect.any(String), order: { user: {} } });
  });

  test("in lists: who asked, what for", async () => {
    const b = await waiting({
      missingInLists: ["common_name", "user_id", "email", "firstname", "lastname", "requester"],
    });
    const [entry] = await b.reissues();
    for (const member of ["common_name", "user_id", "email", "firstname", "lastname"])
      expect(entry).not.toHaveProperty(member);
    expect(entry).toMatchObject({ dns_names: NAMES.dns_names });
    expect(listed((await b.call("GET", "/request")).body["requests"])[0]).not.toHaveProperty("requester");
    expect(listed((await b.call("GET", "/order/certificate")).body["orders"])[0]?.["certificate"]).not.toHaveProperty(
      "common_name",
    );
    expect(await b.request()).toMatchObject({ requester: { first_name: "Ada" } });
  });

  test("on a request's own page, where they are null if absent members are", async () => {
    const b = await waiting({ missingOnRequestPage: ["requester"], nullForAbsent: 1 });
    expect((await b.request())["requester"]).toBeNull();
  });
});

describe("clocks apart", () => {
  test("dates of requests and of certificates are off, each by its own", async () => {
    const b = await waiting({ requestClockSkewSeconds: -30, certificateClockSkewSeconds: 45 });
    const facts = await b.levers.order(b.orderId);
    const off = (shown: unknown, fact: string | undefined) =>
      Math.round((Date.parse(String(shown)) - Date.parse(fact ?? "")) / 1000);
    const page = await b.page();
    const asked = facts.requests[0]?.at;
    expect(Math.abs(off(listed(page["requests"])[0]?.["date"], asked) + 30)).toBeLessThanOrEqual(1);
    expect(Math.abs(off((await b.request())["date"], asked) + 30)).toBeLessThanOrEqual(1);
    const [original, reissue] = facts.certificates;
    expect(Math.abs(off(page["certificate"]?.["date_created"], original?.askedAt) - 45)).toBeLessThanOrEqual(1);
    expect(Math.abs(off((await b.reissues())[0]?.["date_created"], reissue?.askedAt) - 45)).toBeLessThanOrEqual(1);
  });

  test.each([-1, 0, 1] as const)(
    "valid_till may be %d days off, on the page and in lists",
    async (validTillDaysOff) => {
      const b = await bench({ validTillDaysOff, primaryInReissueList: true });
      const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com" });
      const till = Date.parse((await b.levers.order(orderId)).certificates[0]?.validTill ?? "");
      const shown = new Date(till + validTillDaysOff * 86_400_000).toISOString().slice(0, 10);
      const path = `/order/certificate/${orderId}`;
      const [entry] = listed((await b.call("GET", `${path}/reissue`)).body["certificates"]);
      const [order] = listed((await b.call("GET", `/order/certificate?filters[valid_till]=${shown}`)).body["orders"]);
      expect([
        (await b.call("GET", path)).body["certificate"]?.["valid_till"],
        entry?.["valid_till"],
        order?.["certificate"]?.["valid_till"],
      ]).toEqual([shown, shown, shown]);
    },
  );
});

describe("comments of a reissue", () => {
  const COMMENTS = "a".repeat(20);
  test.each([
    ["both", COMMENTS, COMMENTS],
    ["order", COMMENTS, undefined],
    ["request", undefined, COMMENTS],
    ["neither", undefined, undefined],
  ] as const)("%s", async (reissueCommentsShown, onOrder, onRequest) => {
    const b = await waiting({ reissueCommentsShown }, { comments: COMMENTS });
    expect(listed((await b.page())["requests"])[0]?.["comments"]).toBe(onOrder);
    expect((await b.request())["comments"]).toBe(onRequest);
    expect((await b.levers.order(b.orderId)).requests).toMatchObject([{ comments: COMMENTS }]);
  });

  test("long ones may be cut", async () => {
    const b = await waiting({ commentsCutAt: 8 }, { comments: COMMENTS });
    expect(listed((await b.page())["requests"])[0]?.["comments"]).toBe("aaaaaaaa");
    expect((await b.request())["comments"]).toBe("aaaaaaaa");
  });
});

describe("status-changes shows a reissue", () => {
  const changes = async (b: Bench) =>
    listed((await b.call("GET", "/order/certificate/status-changes?minutes=60")).body["orders"]).map(
      (o) => o["status"],
    );
  const reissue = (b: Bench, orderId: number) =>
    b.call("POST", `/order/certificate/${orderId}/reissue`, {
      certificate: { ...NAMES, csr: oneLine(), signature_hash: "sha256" },
      skip_approval: true,
    });
  const ordered = async (awkward: Partial<AwkwardValues>) => {
    const b = await bench({ slowIssuanceSeconds: [60, 60], ...awkward });
    const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com" });
    await b.levers.advance(2 * 3600);
    await reissue(b, orderId);
    return b;
  };

  test("at once, when it is asked for and when it is issued", async () => {
    const b = await ordered({ statusChangesShowReissue: "at-once" });
    expect(await changes(b)).toEqual(["reissue_pending"]);
    await b.levers.advance(61);
    expect(await changes(b)).toEqual(["issued"]);
  });

  test("at once also where the order reads issued all the while", async () => {
    const b = await ordered({ statusChangesShowReissue: "at-once", issuedWhileReissuePending: true });
    expect(await changes(b)).toEqual([]);
    await b.levers.advance(61);
    expect(await changes(b)).toEqual(["issued"]);
  });

  test("late by the seconds of the other switch", async () => {
    const b = await ordered({ statusChangesShowReissue: "late", statusChangesLateSeconds: 300 });
    await b.levers.advance(61);
    expect(await changes(b)).toEqual([]);
    await b.levers.advance(299);
    expect(await changes(b)).toEqual(["issued"]);
  });

  test("never, though a revocation is shown", async () => {
    const b = await ordered({ statusChangesShowReissue: "never" });
    await b.levers.advance(3000);
    expect(await changes(b)).toEqual([]);
    const [orderId] = await b.levers.orderIds();
    await b.levers.revokeOrder(orderId ?? 0);
    expect(await changes(b)).toEqual(["revoked"]);
  });
});
