import { contextWith, failing } from "../order/observe.fake";
import { entry, order } from "../order/observed-order.fake";
import { cancelOwn, isOwnCancel } from "./cancel-reissue";

const lost = failing(0, { code: "unreachable", outcome: "unknown" });
const volume = failing(429, { code: "rate-limited", outcome: "unknown" });
const request = { requestId: 71, status: "pending" };
const over = { "order info": order(), "list reissues": [], "list duplicates": [] };
const pending = { "order info": order({ status: "reissue_pending" }), "list reissues": [], "list duplicates": [] };

const play = async (requestIds: readonly number[], answers: object) => {
  const { ctx, asked, run } = contextWith({ ...answers });
  const end = await cancelOwn(118, requestIds, "it is not wanted any more", ctx).then(
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

test("what was decided, in a word that nobody knows, may have been rejected: whatever is pending is left, and told of", async () => {
  const played = await play([71], {
    [REQUEST]: failing(400),
    "request info": { ...request, status: "done" },
    "order info": order({ status: "reissue_pending" }),
    "list reissues": [entry({ certificateId: 1002, status: "pending" })],
  });

  expect(played).toMatchObject({ end: "cancelled", writes: [REQUEST] });
  expect(played.warned.join("\n")).toContain("request 71 cannot be taken back");
});

test("a rejection of our own is known by its note", () => {
  const rejected = { ...request, status: "rejected" };
  expect(isOwnCancel({ ...rejected, processorComment: "cancelled by pulumi: the resource was deleted" })).toBe(true);
  expect(isOwnCancel({ ...rejected, processorComment: "no" })).toBe(false);
  expect(isOwnCancel(rejected)).toBe(false);
});
