import { contextWith, failing } from "../../order/observe.fake";
import { entry, order } from "../../order/observed-order.fake";
import type { RevocationState } from "../state";
import { ask } from "./send";

const target = { certificateId: 1001 };
const inputs = { certificateId: 1001, orderId: 118 };
const around = { "order info": order(), "list reissues": [], "list duplicates": [], "my user": { userId: 101 } };

const play = (
  answers: object,
  {
    given = inputs,
    prior,
    on = target,
  }: { given?: object; prior?: RevocationState; on?: Parameters<typeof ask>[0] } = {},
) => {
  const { ctx, run, asked } = contextWith({ ...around, ...answers });
  const turns: string[] = [];
  const saved: RevocationState[] = [];
  const inTurn = {
    ...ctx,
    exclusively: <T>(thing: string, work: () => Promise<T>) => {
      turns.push(thing);
      return work();
    },
  };
  return { end: ask(on, given, prior, inTurn, (state) => saved.push(state)), run, asked, turns, saved };
};
const revoked = { "revoke certificate": { outcome: "revoked" } };

test("on one order, one revocation after the other; what was done is told before anything can fail", async () => {
  const { end, turns, saved, run } = play(revoked);

  expect(await end).toMatchObject({ status: "revoked", revokedAt: "2026-11-22T12:00:00.000Z", requestsBefore: [] });
  expect(turns).toEqual(["order 118"]);
  expect(saved.map(({ status }) => status)).toEqual(["revoked"]);
  expect(run.lines).toEqual([
    "progress: revoking certificate 1001 (order 118)",
    "info: certificate 1001 (order 118) is revoked",
  ]);
});

test("the order that CertCentral's list told is remembered; one that the inputs name is not", async () => {
  const listed = { ...revoked, "list orders": { orders: [{ orderId: 118 }] } };

  expect((await play(listed, { given: target }).end).foundOnOrder).toBe(118);
  expect((await play(revoked).end).foundOnOrder).toBeUndefined();
});

test("nothing is sent for what is revoked already", async () => {
  const { end, asked, saved, run } = play({ "order info": order({}, { status: "revoked" }) });

  expect((await end).status).toBe("revoked");
  expect([asked.includes("revoke certificate"), saved]).toEqual([false, []]);
  expect(run.lines).toEqual(["info: certificate 1001 (order 118) is revoked already: nothing is sent"]);
});

test.each([
  [
    "a pending reissue",
    { "list reissues": [entry({ status: "pending" })], "order info": order({ status: "reissue_pending" }) },
    "cannot be revoked now: order 118 has a pending reissue",
  ],
  [
    "an id that the key cannot see",
    { "revoke certificate": failing(404) },
    "certificate 1001 (order 118) is not visible to this API key: it does not exist, or belongs to another account or division\ncheck certificateId, and whose key it is; nothing was revoked",
  ],
])("%s is refused in words", async (_, answers, message) => {
  await expect(play(answers).end).rejects.toThrow(message);
});

test("a lost answer that no look explains leaves a state to look with", async () => {
  const lost = failing(0, { code: "unreachable", outcome: "unknown", what: "no answer: cut" });
  const { end, saved } = play({ "revoke certificate": lost });

  await expect(end).rejects.toThrow("it is not known whether certificate 1001 (order 118) was revoked: no answer: cut");
  expect(saved).toEqual([expect.objectContaining({ status: "unknown", askedAt: "2026-11-22T12:00:00.000Z" })]);
});
