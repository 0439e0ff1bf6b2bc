import { contextWith, failing } from "../observe.fake";
import { awaitDecision, followRequest } from "./follow-request";

/** An administrator who decides when he is asked for the n-th time. */
const decides = (turn: number, status: string) => {
  let looks = 0;
  return () => {
    looks += 1;
    return { requestId: 12, status: looks < turn ? "pending" : status };
  };
};
const follow = async (page: unknown, seconds: number) => {
  const around = contextWith({ "request info": page });
  const verdict = await followRequest(12, "request 12", seconds, around.ctx);
  return { is: verdict.is, waits: around.run.waits, lines: around.run.lines };
};

test.each([
  ["decided already: nobody waits", decides(1, "approved"), 600, "approved", []],
  ["open, and no time to wait: one look", decides(2, "approved"), 0, "open", []],
  ["decided while we wait", decides(3, "rejected"), 600, "rejected", [2_000, 3_000]],
  ["open when the time is up, which no wait exceeds", decides(99, "approved"), 7, "open", [2_000, 3_000, 2_000]],
  ["gone", failing(404), 600, "gone", []],
])("a request that is %s", async (_, page, seconds, is, waits) => {
  expect(await follow(page, seconds)).toMatchObject({ is, waits });
});

test("the pauses grow, half a minute at most, and each is told in passing", async () => {
  const { waits, lines } = await follow(decides(99, "approved"), 240);

  expect(Math.max(...waits)).toBe(30_000);
  expect(waits.reduce((sum, wait) => sum + wait)).toBeCloseTo(240_000, -1);
  expect(lines).toEqual(waits.map(() => "progress: request 12 waits for an administrator"));
});

test("a page that cannot be read is no verdict", async () => {
  await expect(follow(failing(502), 600)).rejects.toThrow("it failed (502)");
});

test("who waits for a decision reads of a no; without a decision he goes on", async () => {
  const decision = (page: unknown) => awaitDecision(12, 5, contextWith({ "request info": page }).ctx);

  await expect(decision(decides(2, "approved"))).resolves.toBe("approved");
  await expect(decision(decides(99, "approved"))).resolves.toBeUndefined();
  await expect(decision(decides(2, "rejected"))).rejects.toThrow("request 12 was rejected");
  await expect(decision(failing(404))).rejects.toThrow("request 12 is not there any more");
});

test("once it waits, no look outlasts the wait by more than one attempt", async () => {
  const { ctx, run } = contextWith({ "request info": decides(99, "approved") });
  const began = run.now().getTime();
  const deadlines: (number | undefined)[] = [];
  const api: typeof ctx.api = {
    send: (endpoint, args, within) => {
      deadlines.push(within.deadline && within.deadline.getTime() - began);
      return ctx.api.send(endpoint, args, within);
    },
  };

  await followRequest(12, "request 12", 4, { api, run });

  expect(deadlines).toEqual([undefined, 4_000, 4_000]);
});
