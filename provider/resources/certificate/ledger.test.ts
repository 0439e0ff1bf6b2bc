import { contextWith, failing } from "../order/observe.fake";
import { followed } from "./read";
import type { Superseded } from "./state";

const superseded: Superseded = { certificateId: 900, supersededAt: "2026-11-01T00:00:00Z" };
const asked: Superseded = { ...superseded, requestId: 7 };
const rejected = {
  requestId: 7,
  status: "rejected",
  processor: { name: "Bo Example" },
  processorComment: "still in use",
};

test.each<[string, Superseded, unknown, readonly Partial<Superseded>[]]>([
  ["nobody asked for: stays as it is", superseded, undefined, [superseded]],
  ["waits: stays", asked, { requestId: 7, status: "pending" }, [asked]],
  ["was approved: is done, and goes", asked, { requestId: 7, status: "approved" }, []],
  [
    "was rejected: stays, with who said no and why",
    asked,
    rejected,
    [{ ...asked, notRevoked: expect.stringMatching(/request 7 .*900.* was rejected by Bo Example: "still in use"/) }],
  ],
  [
    "is not there any more: stays, and says so",
    asked,
    failing(404),
    [{ ...asked, notRevoked: expect.stringContaining("is not there any more") }],
  ],
  ["was a no before: is not looked at again", { ...asked, notRevoked: "no" }, undefined, [{ notRevoked: "no" }]],
])("a superseded certificate whose revocation %s", async (_, certificate, page, left) => {
  const { ctx, run } = contextWith({ "request info": page });

  expect(await followed([certificate], ctx)).toMatchObject(left);
  expect(run.waits).toEqual([]);
});

test("a request that cannot be read leaves nothing decided", async () => {
  await expect(followed([asked], contextWith({ "request info": failing(502) }).ctx)).rejects.toThrow("it failed (502)");
});
