import type { ApprovalRequest } from "../../certcentral";
import { contextWith, failing } from "../order/observe.fake";
import { findOwnRequest } from "./find-own-request";
import type { About } from "./request-owner";

const about: About = { things: ["certificate 1001"], alone: true, isNew: () => false };
const request: ApprovalRequest = { requestId: 12, status: "pending", requester: { userId: 101 } };
const me = { userId: 101 };

test.each([
  ["ours is found", { "request info": request, "my user": me }, { own: { requestId: 12 }, foreign: [] }],
  ["a colleague's is not", { "request info": request, "my user": { userId: 7 } }, { own: undefined, foreign: [{}] }],
  [
    "it is nobody's where the key may not ask who it is",
    { "request info": request, "my user": failing(403) },
    { own: undefined, foreign: [{}] },
  ],
])("of the requests to revoke %s", async (_, answers, found) => {
  expect(await findOwnRequest([12], about, contextWith(answers).ctx)).toMatchObject(found);
});

test.each([
  ["there is no request", [], {}, []],
  ["all of them have vanished", [12], { "request info": failing(404) }, ["request info"]],
])("nobody is asked who we are where %s", async (_, ids, answers, calls) => {
  const { ctx, asked } = contextWith(answers);

  expect(await findOwnRequest(ids, about, ctx)).toEqual({ own: undefined, foreign: [] });
  expect(asked).toEqual(calls);
});

test("not to know who we are is no reason to take a stranger's for ours, or ours for a stranger's", async () => {
  const { ctx } = contextWith({ "request info": request, "my user": failing(502, { code: "unreachable" }) });

  await expect(findOwnRequest([12], about, ctx)).rejects.toThrow("it failed (502)");
});
