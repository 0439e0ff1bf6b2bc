import { contextWith, failing } from "../order/observe.fake";
import { entry, order } from "../order/observed-order.fake";
import type { OurRequest } from "../order/ownership/ownership";
import { cancelOwn, isOwnCancel } from "./cancel-reissue";

const lost = failing(0, { code: "unreachable", outcome: "unknown" });
const volume = failing(429, { code: "rate-limited", outcome: "unknown" });
const request = { requestId: 71, status: "pending" };
const over = { "order info": order(), "list reissues": [], "list duplicates": [] };
const pending = { "order info": order({ status: "reissue_pending" }), "list reissues": [], "list duplicates": [] };

const play = async (requestIds: readonly number[], answers: object, ours?: OurRequest) => {
  const { ctx, asked, run } = contextWith({ ...answers });
  const end = await cancelOwn(118, requestIds, "it is not wanted any more", ctx, ours).then(
    () => "cancelled",
    (error: Error) => error.message.split("\n")[0],
  );
  return {
    end,
    writes: asked.filter((name) => name.startsWith("update")),
    warned: run.lines.filter((line) => line.startsWith("warn")),
  };
};
const REQUEST = "update request status";
const ORDER = "update order status";

test.each([
  ["by its request", [71], { [REQUEST]: null }, "cancelled", [REQUEST]],
  ["by its order where no request is known", [], { [ORDER]: null }, "cancelled", [ORDER]],
  [
    "by its order where the key may not decide",
    [71],
    { [REQUEST]: failing(403), "request info": request, ...pending, [ORDER]: null },
    "cancelled",
    [REQUEST, ORDER],
  ],
  [
    "not by its order, where a colleague's request is open beside it",
    [71],
    {
      [REQUEST]: failing(403),
      "request info": request,
      "order info": order({ requests: [{ requestId: 72, type: "reissue", status: "pending" }] }),
      "list reissues": [],
      "list duplicates": [],
    },
    "a call: it failed (403)",
    [REQUEST],
  ],
  [
    "turned away, and done all the same",
    [71],
    { [REQUEST]: failing(403), "request info": { ...request, status: "rejected" }, ...pending },
    "cancelled",
    [REQUEST],
  ],
  [
    "the answer is lost, and it is rejected",
    [71],
    { [REQUEST]: lost, "request info": { ...request, status: "rejected" } },
    "cancelled",
    [REQUEST],
  ],
  [
    "the answer is lost, and it waits",
    [71],
    { [REQUEST]: lost, "request info": request },
    "a call: it failed (0)",
    [REQUEST],
  ],
  [
    "the answer is lost, and it has vanished",
    [71],
    { [REQUEST]: lost, "request info": failing(404) },
    "a call: it failed (0)",
    [REQUEST],
  ],
  ["the order's answer is lost, and nothing is pending", [], { [ORDER]: lost, ...over }, "cancelled", [ORDER]],
  [
    "the order's answer is lost, and something is pending",
    [],
    { [ORDER]: lost, ...pending },
    "a call: it failed (0)",
    [ORDER],
  ],
  [
    "turned away, and what is pending may be somebody else's by now",
    [],
    { [ORDER]: volume, ...pending },
    "a call: it failed (429)",
    [ORDER],
  ],
  [
    "turned away six times",
    [71],
    { [REQUEST]: volume, "request info": request },
    "a call: it failed (429)",
    Array(6).fill(REQUEST),
  ],
])("our pending reissue is cancelled: %s", async (_, requestIds, answers, end, writes) => {
  expect(await play(requestIds, answers)).toMatchObject({ end, writes });
});

const decided = {
  [REQUEST]: failing(400),
  "request info": { ...request, status: "done" },
  "order info": order({ status: "reissue_pending" }),
  "list duplicates": [],
  [ORDER]: null,
};
const ours: OurRequest = {
  pending: {
    phase: "approval",
    since: "2026-11-22T11:00:00Z",
    requestIds: [71],
    names: ["www.example.com"],
    certificateId: 1002,
  },
  known: [1001],
  keyUserId: 101,
};
const came = entry({ certificateId: 1002, status: "pending" });

test.each([
  ["by its order, where that is proven to be all that is pending", [came], ours, [REQUEST, ORDER], ""],
  [
    "not where another one may be",
    [entry({ certificateId: 1003, status: "pending" })],
    ours,
    [REQUEST],
    "cannot be taken back",
  ],
  [
    "not beside another one",
    [came, entry({ certificateId: 1003, status: "pending" })],
    ours,
    [REQUEST],
    "cannot be taken back",
  ],
  ["not where nothing is pending any more", [], ours, [REQUEST], "cannot be taken back"],
  ["not where nobody says what was ours", [came], undefined, [REQUEST], "cannot be taken back"],
])("what was decided, in a word that nobody knows, is cancelled %s", async (_, entries, request, writes, said) => {
  const played = await play([71], { ...decided, "list reissues": entries }, request);

  expect(played).toMatchObject({ end: "cancelled", writes });
  expect(played.warned.join("\n")).toContain(said);
  expect(played.warned.length > 0).toBe(said !== "");
});

test("a rejection of our own is known by its note", () => {
  const rejected = { ...request, status: "rejected" };
  expect(isOwnCancel({ ...rejected, processorComment: "cancelled by pulumi: the resource was deleted" })).toBe(true);
  expect(isOwnCancel({ ...rejected, processorComment: "no" })).toBe(false);
  expect(isOwnCancel(rejected)).toBe(false);
});
