import { Refusal } from "../../../provider/contract/refusal";
import { revocation } from "../../../provider/resources";
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

beforeEach(() => setUp());

const actionOf = (prior: RevocationState, inputs = prior.requestedInputs): string =>
  revocation.plan(prior, inputs, cc.run.now()).action;
const put = (id = certificateId): string => `PUT /certificate/${id}/revoke`;

test("with an administrator's key and skipApproval the certificate is revoked at once, and never asked about again", async () => {
  const state = await create({ certificateId, orderId, reason: "keyCompromise", skipApproval: true });

  expect(state).toMatchObject({ status: "revoked", revokedAt: "2026-11-22T12:00:00.000Z" });
  expect(await statusOf()).toBe("revoked");
  expect((await cc.order(orderId)).revocations).toMatchObject([{ certificateId, reason: "keyCompromise" }]);
  expect(actionOf(state)).toBe("nothing");
  await cc.clearHistory();
  expect(await revocation.read("", state, cc.ctx())).toEqual(state);
  expect(await cc.history()).toEqual([]);
});

test("by serial number, in any spelling, without naming the order", async () => {
  const serial = (await cc.order(orderId)).certificates[0]?.serialNumber ?? "";
  const { serialNumber } = revocation.inputs({ serialNumber: serial.toLowerCase().replace(/(..)(?=.)/g, "$1:") });
  if (typeof serialNumber !== "string") throw new Error("not understood");

  const state = await create({ serialNumber, skipApproval: true });

  expect(state).toMatchObject({ status: "revoked", foundOnOrder: orderId });
  expect(await cc.writes()).toEqual([`PUT /certificate/${serial}/revoke`]);
});

test.each<[string, (serial: string) => string]>([
  ["with the sign octet that browsers show", (serial) => `00:${serial.replace(/..(?=.)/g, "$&:")}`],
  ["without the zero at its front", (serial) => serial.replace(/^0/, "")],
  ["in decimal", (serial) => BigInt(`0x${serial}`).toString()],
])("a serial number %s is sent as CertCentral lists it", async (_, spelt) => {
  await setUp({ serialFromZero: 1 });
  const serial = (await cc.order(orderId)).certificates[0]?.serialNumber ?? "";
  expect(serial).toMatch(/^0[1-9A-F]/);
  const { serialNumber } = revocation.inputs({ serialNumber: spelt(serial) });
  if (typeof serialNumber !== "string") throw new Error("not understood");

  await create({ serialNumber, orderId, skipApproval: true });

  expect(await cc.writes()).toEqual([`PUT /certificate/${serial}/revoke`]);
});

test("digits alone that no list shows are refused with both readings, and nothing is sent", async () => {
  const refused = await create({ serialNumber: "1234567890123456", orderId, skipApproval: true }).catch(
    (error: unknown) => error,
  );

  if (!Refusal.is(refused)) throw new Error("expected a refusal");
  expect(refused.lines).toEqual([
    `serialNumber 1234567890123456 is digits alone: read as hexadecimal it is 1234567890123456, read as decimal 0462D53C8ABAC0, and order ${orderId} lists no certificate with either`,
    "nothing was revoked; set certificateId instead",
  ]);
  expect(await cc.writes()).toEqual([]);
});

test("wholeOrder takes the order with every certificate of it", async () => {
  await cc.reissue(orderId);

  const state = await create({ orderId, wholeOrder: true, skipApproval: true });

  expect(state.status).toBe("revoked");
  expect((await cc.order(orderId)).status).toBe("revoked");
  expect(await cc.writes()).toEqual([`PUT /order/certificate/${orderId}/revoke`]);
});

test("a refresh says that the request it waited for was approved", async () => {
  const state = await create({ certificateId, orderId });
  await cc.approve(state.requestId ?? 0);

  expect((await revocation.read("", state, cc.ctx())).status).toBe("revoked");
  expect(cc.run.lines.at(-1)).toBe(
    `info: certificate ${certificateId} (order ${orderId}) is revoked: request ${state.requestId} was approved`,
  );
});

test("what is revoked already is done: no write, by certificate or by order", async () => {
  await cc.revoke(certificateId);
  expect(await create({ certificateId })).toMatchObject({ status: "revoked" });
  await cc.revokeOrder(orderId);
  expect((await create({ orderId, wholeOrder: true })).status).toBe("revoked");
  expect(await cc.writes()).toEqual([]);
});

test("a revoked certificate that no list shows any more, an order's first one, is done too", async () => {
  await cc.reissue(orderId);
  await cc.revoke(certificateId);

  expect((await create({ certificateId, orderId })).status).toBe("revoked");
});

test("a revoked order says nothing about a certificate that is not seen on it", async () => {
  await cc.revokeOrder(orderId);
  const other = await cc.makeOrder({ commonName: "other.example.com" });

  const state = await create({ certificateId: other.certificateId, orderId, skipApproval: true });

  expect(state.status).toBe("revoked");
  expect(await cc.writes()).toEqual([put(other.certificateId)]);
});

test("a pending reissue blocks: said whose, with what to do, and nothing of it is touched", async () => {
  const { requestId, certificateId: pending } = await cc.reissue(orderId, { approval: true });

  const error = await create({ certificateId, orderId }).catch((e: unknown) => e);

  expect(Refusal.is(error) && error.lines).toEqual([
    `certificate ${certificateId} (order ${orderId}) cannot be revoked now: order ${orderId} has a pending reissue (request ${requestId}, certificate ${pending}, asked for by Somebody Else), and DigiCert revokes nothing until it is over`,
    "nothing was sent and nothing of the reissue was touched",
    "let it finish, or have it cancelled in CertCentral, then run pulumi up again",
  ]);
  expect(await cc.writes()).toEqual([]);
  await cc.approve(requestId ?? 0);
  expect((await create({ certificateId, orderId, skipApproval: true })).status).toBe("revoked");
});

test("an unknown certificate, or another account's, is a clear error", async () => {
  const { certificateId: foreign } = await cc.makeOrder({ commonName: "x.example.net", account: "other" });
  for (const id of [999_999_999, foreign]) {
    const error = await create({ certificateId: id }).catch((e: unknown) => e);
    expect(Refusal.is(error) && error.message).toBe(
      `certificate ${id} is not visible to this API key: it does not exist, or belongs to another account or division\ncheck certificateId, and whose key it is; nothing was revoked`,
    );
  }
});

test("removing the resource says that nothing is undone, and sends nothing", async () => {
  const state = await create({ certificateId, skipApproval: true });
  await cc.clearHistory();

  await revocation.delete(state, cc.ctx());

  expect(cc.run.lines).toContain(`info: certificate ${certificateId} stays revoked: a revocation cannot be undone`);
  expect(await cc.history()).toEqual([]);
});

describe("faults at the call that revokes", () => {
  const acted = ["lose-answer", "act-then-status:502", "garbage"];
  const failed = ["drop", "status:502"];

  test.each([...acted, ...failed])(
    "%s, without approval: in the end it is revoked, with one write per step at most",
    async (kind) => {
      await cc.fault({ method: "PUT", path: "/revoke", kind, times: 1 });
      const first = revocation.create({ certificateId, orderId, skipApproval: true }, cc.ctx());

      if (acted.includes(kind)) {
        expect((await first).state.status).toBe("revoked");
      } else {
        const { state, reasons } = await unfinished(first);
        expect(reasons).toEqual([
          expect.stringContaining(
            `it is not known whether certificate ${certificateId} (order ${orderId}) was revoked: `,
          ),
          "run pulumi up again: it looks first, and asks only if nothing came of it",
        ]);
        expect(actionOf(state)).toBe("resume");
        expect(await cc.writes()).toEqual([put()]);
        expect((await again(state)).status).toBe("revoked");
      }
      expect(await cc.writes()).toEqual(acted.includes(kind) ? [put()] : [put(), put()]);
    },
  );

  test.each(acted)("%s, with approval: the request is found, and there is one", async (kind) => {
    await cc.fault({ method: "PUT", path: "/revoke", kind, times: 1 });

    const state = await create({ certificateId, orderId });

    const made = await requests();
    expect(made).toHaveLength(1);
    expect(state).toMatchObject({ status: "pending", requestId: made[0]?.id });
  });

  test.each([true, false])(
    "the answer is lost and the look after it too: the next up finds what was done (skipApproval %s)",
    async (skipApproval) => {
      await cc.fault({ method: "PUT", path: "/revoke", kind: "lose-answer", times: 1 });
      const { state } = await unfinished(revocation.create({ certificateId, orderId, skipApproval }, blindAfterPut()));
      expect(state).toMatchObject({ status: "unknown", askedAt: "2026-11-22T12:00:00.000Z" });
      await cc.clearFaults();

      expect(actionOf(state)).toBe("resume");
      expect(await again(state)).toMatchObject(
        skipApproval
          ? { status: "revoked", revokedAt: "2026-11-22T12:00:00.000Z" }
          : { status: "pending", requestId: expect.any(Number) },
      );
      expect(await revocation.read("", state, cc.ctx())).toMatchObject({
        status: skipApproval ? "revoked" : "pending",
      });
      expect(await cc.writes()).toEqual([put()]);
    },
  );

  test("turned away for volume (429): looked, and sent again", async () => {
    await cc.fault({ method: "PUT", path: "/revoke", kind: "status:429", times: 2 });

    expect((await create({ certificateId, orderId, skipApproval: true })).status).toBe("revoked");
    expect(await cc.writes()).toEqual([put(), put(), put()]);
  });
});

describe("faults at every other call", () => {
  test.each(["drop", "lose-answer", "status:502", "act-then-status:502", "garbage"])(
    "%s of each read: repeated or failed, never asked for twice",
    async (kind) => {
      for (const path of [`/order/certificate/${orderId}`, "/reissue", "/duplicate", "filters"]) {
        await setUp();
        await cc.fault({
          method: "GET",
          path: path === `/order/certificate/${orderId}` ? String(orderId) : path,
          kind,
          times: 1,
        });
        const state = await create({ certificateId });
        expect(state.status).toBe("pending");
        await cc.fault({ method: "GET", path: "/request/", kind, times: 1 });
        expect((await again(state)).status).toBe("pending");
        expect(await cc.writes()).toEqual([put()]);
      }
    },
  );

  test("a process killed after its request was made: the next create follows that request", async () => {
    const first = await create({ certificateId, orderId, comments: "left the company" });

    const second = await create({ certificateId, orderId, comments: "left the company" });

    expect(second).toMatchObject({ status: "pending", requestId: first.requestId });
    expect(await cc.writes()).toEqual([put()]);
  });
});

describe("whichever way an undocumented behaviour turns out", () => {
  test.each([
    ["a second revocation is accepted", { repeatedRevoke: "accept" }],
    ["a second revocation is refused in other words", { repeatedRevokeCode: "order_is_revoked" }],
    ["certificates have no status of their own before", { certificateStatusAbsent: true }],
    [
      "absent members are null, lists repeat the primary",
      { nullForAbsent: 1, primaryInReissueList: true, primaryRepeated: [2, 2] },
    ],
  ] as const)("%s: revoked once, and again without harm", async (_, awkward) => {
    await setUp(awkward as Parameters<typeof setUp>[0]);
    await cc.reissue(orderId);
    for (let i = 0; i < 2; i++)
      expect((await create({ certificateId, orderId, skipApproval: true })).status).toBe("revoked");
    expect(await statusOf()).toBe("revoked");
  });

  test.each([
    ["403", 2],
    ["request", 1],
  ] as const)("skip_approval with a key that is no administrator's (%s): a request", async (answer, writes) => {
    await setUp({ revokeSkipApprovalWithoutAdmin: answer });
    const state = await create({ certificateId, orderId, skipApproval: true }, cc.ctx(await cc.standardKey()));
    expect(state.status).toBe("pending");
    expect(await cc.writes()).toHaveLength(writes);
  });

  test("an account that approves at once: revoked, though it answers 201", async () => {
    await setUp({ revokeApprovalGate: false });
    expect(await create({ certificateId, orderId })).toMatchObject({
      status: "revoked",
      requestId: expect.any(Number),
    });
  });

  test("a whole order with a pending reissue: revoked where CertCentral allows it, else said why not", async () => {
    await cc.reissue(orderId, { approval: true });
    expect((await create({ orderId, wholeOrder: true, skipApproval: true })).status).toBe("revoked");
    await setUp({ orderRevokeWhileReissuePending: "refuse" });
    await cc.reissue(orderId, { approval: true });
    const error = await create({ orderId, wholeOrder: true, skipApproval: true }).catch((e: unknown) => e);
    expect(Refusal.is(error) && error.message).toMatch(
      /order_has_pending_reissue[\s\S]*cannot be revoked now: order \d+ has a pending reissue/,
    );
  });

  test("awaitApproval waits for the administrator, and gives up as pending", async () => {
    const { state, reasons } = await unfinished(
      revocation.create({ certificateId, orderId, awaitApproval: true, timeouts: { approval: 90 } }, cc.ctx()),
    );
    expect(reasons[0]).toMatch(/^request \d+ to revoke certificate \d+ \(order \d+\) waits for approval/);
    expect(Math.round(cc.run.waits.reduce((a, b) => a + b, 0) / 1000)).toBe(90);
    await cc.approve(state.requestId ?? 0);
    expect((await again(state)).status).toBe("revoked");
  });
});
