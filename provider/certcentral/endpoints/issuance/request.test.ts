import { complaint, got } from "../answer.fake";
import { listRequests, requestInfo } from "./request";

const about = (id: number, order?: object) => ({ id, status: "pending", ...(order === undefined ? {} : { order }) });
const page = { total: 3, limit: 1000, offset: 0 };
const list = got({ requests: [about(1, { id: "118" }), about(2, { id: 119 }), about(3)], page });

test("of a page of requests, one order's are picked; the page still tells how many there are", () => {
  const ids = (args: object) => listRequests.answer(list, args).requests.map(({ requestId }) => requestId);

  expect([ids({ orderId: 118 }), ids({ orderId: 120 }), ids({})]).toEqual([[1], [], [1, 2, 3]]);
  expect(listRequests.answer(list, { orderId: 120 }).page.total).toBe(3);
});

test("the order inside is a snapshot: only its id is read", () => {
  const request = { ...about(12, { id: 118, status: "issued", certificate: { id: 1001 } }), type: "revoke" };

  expect(requestInfo.answer(got(request), { requestId: 12 })).toEqual({
    requestId: 12,
    type: "revoke",
    status: "pending",
    orderId: 118,
  });
});

test("a request without a status is undecided to nobody", () => {
  expect(complaint(() => requestInfo.answer(got({ id: 12 }), { requestId: 12 }))).toContain("status is missing");
});
