import { revokeCertificate } from "../../../provider/certcentral";
import { revocation } from "../../../provider/resources";
import type { RevocationInputs } from "../../../provider/resources/revocation/inputs";
import type { RevocationState } from "../../../provider/resources/revocation/state";
import {
  again,
  blindAfterPut,
  cc,
  certificateId,
  create,
  orderId,
  requests,
  setUp,
  statusOf,
  unfinished,
} from "./stage";

/* Whose request to revoke it is, when several wait on one order: ours is followed, a colleague's is named and left alone. */

let colleague: string;

beforeEach(async () => {
  await setUp();
  ({ apiKey: colleague } = await cc.makeKey({ family: "services", role: "admin" }));
});

/** Somebody asks for a revocation by other means: another program, or the console. */
const ask = async (apiKey: string | undefined, id = certificateId, comments?: string): Promise<number> => {
  const { api, run } = cc.ctx(apiKey);
  const args = { certificateIdentifier: id, ...(comments === undefined ? {} : { comments }) };
  const placed = await api.send(revokeCertificate, args, run);
  if (placed.outcome !== "requested") throw new Error("no request");
  return placed.requestId;
};
const loseIt = async (kind: string, inputs: RevocationInputs): Promise<RevocationState> => {
  await cc.fault({ method: "PUT", path: "/revoke", kind, times: 1 });
  const { state } = await unfinished(create(inputs, blindAfterPut()));
  await cc.clearFaults();
  expect(state.status).toBe("unknown");
  return state;
};

test("a colleague's request is named and left alone, and ours is made beside it", async () => {
  const theirs = await ask(colleague);

  const state = await create({ certificateId, orderId });

  expect(state.status).toBe("pending");
  expect(state.requestId).not.toBe(theirs);
  expect(cc.run.lines).toContain(
    `warn: request ${theirs}, made by Ada Example, waits to revoke this or another certificate of the order: it is not this program's, so it is left alone, and certificate ${certificateId} (order ${orderId}) is asked for by itself`,
  );
});

test("what a colleague's request has revoked is done, while ours waits", async () => {
  const theirs = await ask(colleague);
  const state = await create({ certificateId, orderId });
  await cc.approve(theirs);

  const refreshed = await revocation.read("", state, cc.ctx());
  expect(await again(state)).toMatchObject({ status: "revoked" });
  expect(refreshed).toMatchObject({ status: "revoked" });
  expect(cc.run.lines).toContain(
    `info: certificate ${certificateId} (order ${orderId}) is revoked, though not by request ${state.requestId}`,
  );
});

test("a colleague's rejected request says nothing about ours", async () => {
  const theirs = await ask(colleague);
  const state = await create({ certificateId, orderId });
  await cc.reject(theirs, "not that one");

  expect(await again(state)).toMatchObject({ status: "pending", requestId: state.requestId });
});

test("after a lost request, a colleague's newer one is not taken for ours", async () => {
  const state = await loseIt("drop", { certificateId, orderId });
  const theirs = await ask(colleague, certificateId, "left the company");

  expect((await revocation.read("", state, cc.ctx())).status).toBe("unknown");
  const next = await again(state);

  expect(next.status).toBe("pending");
  expect(next.requestId).not.toBe(theirs);
  expect((await requests()).map(({ comments }) => comments)).toEqual([
    "left the company",
    `pulumi: certificate ${certificateId}`,
  ]);
});

test("after a lost answer, ours is found among a colleague's", async () => {
  const before = await ask(colleague);
  const state = await loseIt("lose-answer", { certificateId, orderId, comments: "left the company" });
  const after = await ask(colleague, certificateId, "left the company");

  const next = await again(state);

  const all = await requests();
  expect(all.map(({ id }) => id)).toEqual([before, next.requestId, after]);
  expect(next).toMatchObject({ status: "pending" });
  expect(next.followed).toBeUndefined();
});

test("what was rejected before its answer was known of is rejected, and not asked for again", async () => {
  const state = await loseIt("lose-answer", { certificateId, orderId });
  const [ours] = await requests();
  await cc.reject(ours?.id ?? 0, "still in use");

  const { state: next, reasons } = await unfinished(again(state));

  expect(reasons[0]).toMatch(`request ${ours?.id} to revoke`);
  expect(reasons[0]).toMatch('was rejected by Alma Admin: "still in use"');
  expect(next.status).toBe("rejected");
  expect(await requests()).toHaveLength(1);
});

test("of two revocations on one order, the one whose request was lost does not follow the other's", async () => {
  const { certificateId: newer } = await cc.reissue(orderId);
  const lost = await loseIt("drop", { certificateId: newer, orderId });
  const other = await create({ certificateId, orderId });

  const next = await again(lost);

  expect(next.requestId).not.toBe(other.requestId);
  await cc.approve(next.requestId ?? 0);
  expect((await again(next)).status).toBe("revoked");
  expect([await statusOf(newer), await statusOf()]).toEqual(["revoked", "issued"]);
});

test("a key that may not ask who it is still knows its requests by what they say", async () => {
  const state = await loseIt("lose-answer", { certificateId, orderId });
  await cc.fault({ method: "GET", path: "/user/me", kind: "status:403", times: 5 });

  expect((await again(state)).status).toBe("pending");
  expect(await requests()).toHaveLength(1);
});

test("one that our own user made elsewhere, on an order with nothing else to revoke, is followed", async () => {
  const byHand = await ask(undefined);

  expect(await create({ certificateId, orderId })).toMatchObject({ requestId: byHand, followed: true });
});

test("a request that was followed and approved, but was about another certificate: ours is asked for then", async () => {
  const { certificateId: newer } = await cc.reissue(orderId);
  const byHand = await ask(undefined);
  // The order's first certificate is on no list any more: the newer one looks like the only one.
  const state = await create({ certificateId: newer, orderId });
  expect(state).toMatchObject({ requestId: byHand, followed: true });
  await cc.approve(byHand);

  const asked = await again(state);

  expect(asked.status).toBe("pending");
  expect(asked.requestId).not.toBe(byHand);
  await cc.approve(asked.requestId ?? 0);
  expect((await again(asked)).status).toBe("revoked");
});

test("what was rejected and then revoked by somebody else is done", async () => {
  const state = await create({ certificateId, orderId });
  await cc.reject(state.requestId ?? 0);
  const { state: rejected } = await unfinished(again(state));
  await cc.revoke(certificateId);

  expect((await again(rejected)).status).toBe("revoked");
  expect(await requests()).toHaveLength(1);
});

test("a resource that is removed and comes back follows the request that it left behind", async () => {
  const first = await create({ certificateId, orderId, comments: "one reason" });

  const second = await create({ certificateId, orderId, comments: "another reason" });

  expect(second).toMatchObject({ status: "pending", requestId: first.requestId });
  expect(cc.run.lines.join("\n")).toContain(
    `request ${first.requestId} to revoke waits already; it is followed, and no second one is made`,
  );
});
