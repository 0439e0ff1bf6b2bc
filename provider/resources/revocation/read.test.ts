import { contextWith } from "../order/observe.fake";
import { order } from "../order/observed-order.fake";
import { read } from "./read";
import type { RevocationState } from "./state";

const prior: RevocationState = { requestedInputs: { certificateId: 1001 }, status: "unknown", foundOnOrder: 118 };
const answers = (status: string) => ({
  "order info": order({}, { status }),
  "list reissues": [],
  "list duplicates": [],
  "request info": { requestId: 12, status: "approved", dateProcessed: "2026-11-21T00:00:00.000Z" },
});

test("what was approved meanwhile is revoked since then, and said", async () => {
  const { ctx, run } = contextWith(answers("revoked"));

  expect(await read({ ...prior, status: "pending", requestId: 12 }, ctx)).toMatchObject({
    status: "revoked",
    revokedAt: "2026-11-21T00:00:00.000Z",
  });
  expect(run.lines).toEqual(["info: certificate 1001 (order 118) is revoked: request 12 was approved"]);
});

test.each([
  ["a lost answer, since it was asked", { ...prior, askedAt: "2026-11-20T00:00:00.000Z" }, "2026-11-20T00:00:00.000Z"],
  ["a rejection, nobody knows since when", { ...prior, status: "rejected" as const }, undefined],
])("what is revoked by now is revoked after %s", async (_, state, revokedAt) => {
  const { status, revokedAt: at } = await read(state, contextWith(answers("revoked")).ctx);

  expect([status, at]).toEqual(["revoked", revokedAt]);
});

test("a refresh follows nothing on the state's order that another asked for", async () => {
  const { ctx, asked } = contextWith(answers("issued"));

  expect(await read(prior, ctx)).toBe(prior);
  expect(asked).not.toContain("list orders");
});
