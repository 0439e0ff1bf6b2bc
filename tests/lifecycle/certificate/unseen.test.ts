import { Stack } from "../../in-process-engine/stack";
import { csr, failed, fingerprint, keyTextOf, names, otherCsr, reissueOf, stage, well } from "./stage";

/*
 * What was issued while nobody was left to see it, and what a colleague asked for meanwhile: an answer that was lost or a
 * process that was killed costs no second reissue, and nobody else's certificate is taken for ours.
 */

/** Its request waits for an administrator, the next `up` says so, and then it is approved. */
const approvedOnceItIsSeen = async (
  { stack, request, approve }: Pick<Awaited<ReturnType<typeof stage>>, "stack" | "request" | "approve">,
  orderId: number,
  program: Parameters<Stack["up"]>[0],
): Promise<void> => {
  const { id } = await request(orderId);
  expect(await failed(stack.up(program))).toMatch(new RegExp(`request ${id} .*waits for approval`));
  await approve(id);
};

const out = (s: { resource: { outputs: Record<string, unknown> } | undefined }, k: string) => s.resource?.outputs[k];

test("a lost reissue that never happened, then back to what there is: nothing is asked for", async () => {
  const { stack, order, writes, fault, certificate } = await stage();
  const { orderId, certificateId } = await order();
  await well(stack.up({ orderId, csr, ...names }));
  await fault({ method: "POST", path: "/reissue", kind: "status:503", times: 1 });
  await failed(stack.up({ orderId, csr: otherCsr, ...names }));
  expect((await certificate(orderId, certificateId)).primary).toBe(true);
  const before = (await writes()).length;
  await well(stack.up({ orderId, csr, ...names }));
  expect((await writes()).slice(before)).toEqual([]);
});

test("without a csr: a colleague's certificate with another key is not taken for the one whose answer was lost", async () => {
  const { stack, order, fault, reissue, certificate } = await stage({ revokeApprovalGate: false });
  const { orderId } = await order();
  await well(stack.up({ orderId, ...names }));
  await fault({ method: "POST", path: "/reissue", kind: "status:503", times: 1 });
  await failed(stack.up({ orderId, ...names, triggers: ["1"] }));
  const theirs = await reissue(orderId, { csr: otherCsr, ...names });
  await stack.up({ orderId, ...names, triggers: ["1"] });
  await stack.destroy();
  expect((await certificate(orderId, theirs.certificateId)).status).toBe("issued");
});

test("a provider that is killed in its first create does not reissue again where the CA adds a name", async () => {
  const { stack, order, writes } = await stage({ wwwAdded: true });
  const { orderId } = await order({ commonName: "example.com", dnsNames: [] });
  const w = { orderId, csr: otherCsr, commonName: "example.com", dnsNames: ["example.com"], allowSanRemoval: true };
  await stack.up(w, { kill: { who: "provider", afterWrite: 1 } });
  await well(stack.up(w));
  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test("killed in an update where the CA adds a name: one reissue", async () => {
  const { stack, order, writes } = await stage({ wwwAdded: true });
  const { orderId } = await order({ commonName: "shop.example.com", dnsNames: ["example.com"] });
  await well(
    stack.up({ orderId, csr, commonName: "shop.example.com", dnsNames: ["example.com"], allowSanRemoval: true }),
  );
  const w = {
    orderId,
    csr: otherCsr,
    commonName: "example.com",
    dnsNames: ["shop.example.com"],
    allowSanRemoval: true,
  };
  await stack.up(w, { kill: { who: "provider", afterWrite: 1 } });
  await well(stack.up(w));
  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test("a trigger is not answered by what a colleague had asked for before, though it fits", async () => {
  const { stack, order, reissue, certificate } = await stage({ primaryInReissueList: true });
  const { orderId } = await order();
  await well(stack.up({ orderId, csr, ...names }));
  await reissue(orderId, { csr, ...names });
  await well(stack.up({ orderId, csr, ...names, triggers: { n: 1 } }));
  const kept = await certificate(orderId, Number(out(stack, "certificateId")));
  expect(kept.askedBy).toBe("ada.101@example.com");
  expect(out(stack, "origin")).toBe("issued");
});

test("nor is one that a colleague's request waits for: it is named, and nothing is sent", async () => {
  const { stack, order, reissue, writes } = await stage();
  const { orderId } = await order();
  await well(stack.up({ orderId, csr, ...names }));
  await reissue(orderId, { csr, ...names, approval: true });
  const said = await failed(stack.up({ orderId, csr, ...names, triggers: { n: 1 } }));
  expect(said).toMatch(/pending reissue that is not ours/);
  expect(await writes()).toEqual([]);
});

test("but what our own key asked for when nobody was left to write it down is the answer", async () => {
  const { stack, order, writes } = await stage({ primaryInReissueList: true });
  const { orderId } = await order();
  await well(stack.up({ orderId, csr, ...names }));
  const program = { orderId, csr, ...names, triggers: { n: 1 } };
  await stack.up(program, { kill: { who: "provider", afterWrite: 1 } });
  await well(stack.up(program));
  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test("a trigger set after a first certificate was issued unseen is not answered by that certificate", async () => {
  const { stack, order, writes } = await stage({ slowIssuanceSeconds: [60, 60] });
  const { orderId } = await order();
  const program = { orderId, csr: otherCsr, ...names, waitForIssuance: false };
  await well(stack.up(program));
  stack.time.now += 120_000;
  await well(stack.up({ ...program, triggers: { n: 1 } }));
  expect(await writes()).toEqual([reissueOf(orderId), reissueOf(orderId)]);
  expect(out(stack, "supersededCertificates")).toHaveLength(1);
});

test("while ours was issued unseen, a colleague's request for what is wanted now is waited for as his", async () => {
  const { stack, order, reissue, request, approve, writes } = await stage({ slowIssuanceSeconds: [60, 60] });
  const { orderId } = await order();
  const program = { orderId, ...names, waitForIssuance: false };
  await well(stack.up({ ...program, csr: otherCsr }));
  stack.time.now += 120_000;
  const third = keyTextOf("p384");
  await reissue(orderId, { csr: third, ...names, approval: true });
  await well(stack.up({ ...program, csr: third }));
  expect(out(stack, "status")).toBe("pending");
  expect(out(stack, "supersededCertificates")).toHaveLength(1);
  await approve((await request(orderId)).id);
  stack.time.now += 120_000;
  await well(stack.up({ ...program, csr: third }));
  expect(out(stack, "publicKeySha256")).toBe(fingerprint("p384"));
  expect(out(stack, "origin")).toBe("adopted");
  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test("a colleague's request for the very same certificate is his, though ours was issued unseen before it", async () => {
  const { stack, order, reissue, writes, world } = await stage();
  const { orderId } = await order();
  const program = { orderId, csr: otherCsr, ...names, waitForIssuance: false };
  await well(stack.up(program));
  await reissue(orderId, { csr: otherCsr, ...names, approval: true });
  const said = await failed(stack.up({ ...program, triggers: { n: 1 } }));
  expect(said).toMatch(/pending reissue that is not ours/);
  expect(await writes()).toEqual([reissueOf(orderId)]);
  expect((await world(orderId)).certificates.at(-1)?.status).toBe("pending");
});

const killed = { kill: { who: "provider", afterWrite: 1 } } as const;

test.each([
  ["a create", false],
  ["a create", true],
  ["an update", false],
  ["an update", true],
])(
  "what %s asked for that was killed once its reissue was accepted counts as issued, and destroy revokes it (approval: %s)",
  async (what, approvalGate) => {
    const around = await stage({ approvalGate });
    const { stack, order, writes, certificate } = around;
    const { orderId } = await order();
    if (what === "an update") await well(stack.up({ orderId, csr, ...names }));
    const program = { orderId, csr: otherCsr, ...names, revocation: { skipApproval: true } };
    await stack.up(program, killed);
    expect(stack.resource === undefined).toBe(what === "a create");
    if (approvalGate) await approvedOnceItIsSeen(around, orderId, program);

    await well(stack.up(program));

    expect(stack.resource?.outputs).toMatchObject({ origin: "issued", publicKeySha256: fingerprint("p256-other") });
    expect(await writes()).toEqual([reissueOf(orderId)]);
    const id = Number(out(stack, "certificateId"));
    await well(stack.destroy());
    expect((await certificate(orderId, id)).status).toBe("revoked");
  },
);

describe("a create that is killed once its reissue was accepted leaves no state, and a mark on its request", () => {
  test.each([
    ["no comment survives skip_approval", {}, { skipApproval: true }],
    ["comments are not shown", { reissueCommentsShown: "neither" }, {}],
    ["comments are cut", { commentsCutAt: 20 }, {}],
    ["nobody is named", { missingInLists: ["user_id"] }, {}],
  ] as const)("without it, what is there counts as found: %s", async (_, awkward, more) => {
    const { stack, order, writes, certificate } = await stage(awkward);
    const { orderId } = await order();
    const program = { orderId, csr: otherCsr, ...names, ...more };
    await stack.up(program, killed);

    await well(stack.up(program));

    expect(stack.resource?.outputs).toMatchObject({ origin: "adopted" });
    expect(await writes()).toEqual([reissueOf(orderId)]);
    const id = Number(stack.resource?.outputs["certificateId"]);
    await well(stack.destroy());
    expect((await certificate(orderId, id)).status).toBe("issued");
  });

  test("a day later it counts as found: another stack's resource may have the same URN, and what it asked for is not ours", async () => {
    const { stack, order, wait, certificate } = await stage();
    const { orderId } = await order();
    const program = { orderId, csr: otherCsr, ...names };
    await stack.up(program, killed);
    wait(24 * 3_600 + 60);

    await well(stack.up(program));

    expect(stack.resource?.outputs).toMatchObject({ origin: "adopted" });
    const id = Number(stack.resource?.outputs["certificateId"]);
    await well(stack.destroy());
    expect((await certificate(orderId, id)).status).toBe("issued");
  });

  test("a colleague's certificate with our key, made before anybody ran up again, leaves it open which is ours", async () => {
    const { stack, order, reissue, wait } = await stage();
    const { orderId } = await order();
    const program = { orderId, csr: otherCsr, ...names };
    await stack.up(program, killed);
    wait(3_600);
    await reissue(orderId, { csr: otherCsr, ...names });

    await well(stack.up(program));

    expect(stack.resource?.outputs).toMatchObject({ origin: "adopted" });
  });

  test("and what of them is proven ours is not forgotten: a destroy revokes it, and leaves the colleague's alive", async () => {
    const { stack, order, reissue, wait, certificate, world } = await stage({ revokeApprovalGate: false });
    const { orderId } = await order();
    const program = { orderId, csr: otherCsr, ...names };
    await stack.up(program, killed);
    const ours = (await world(orderId)).certificates.at(-1)?.id;
    wait(3_600);
    const theirs = await reissue(orderId, { csr: otherCsr, ...names });

    await well(stack.up(program));

    expect(out(stack, "supersededCertificates")).toMatchObject([{ certificateId: ours }]);
    await well(stack.destroy());
    expect((await certificate(orderId, Number(ours))).status).toBe("revoked");
    expect((await certificate(orderId, theirs.certificateId)).status).toBe("issued");
  });
});

describe("an update that is killed once its reissue was accepted leaves a state without it, and a mark on its request", () => {
  test("what was asked for before it, and was still waited for, is not waited for any more; nothing is paid for again", async () => {
    const { stack, order, writes, wait, request, approve } = await stage({ approvalGate: true });
    const { orderId } = await order();
    await well(stack.up({ orderId, csr, ...names }));
    const first = { orderId, csr: otherCsr, ...names };
    await failed(stack.up(first));
    await approve((await request(orderId)).id);
    wait(120);
    const program = { ...first, triggers: { n: 1 } };
    await stack.up(program, killed);
    const { id } = await request(orderId);

    expect(await failed(stack.up(program))).toMatch(new RegExp(`request ${id} .*waits for approval`));
    await approve(id);
    await well(stack.up(program));

    expect(await writes()).toEqual([reissueOf(orderId), reissueOf(orderId)]);
    expect(stack.resource?.outputs).toMatchObject({ origin: "issued" });
    expect(out(stack, "supersededCertificates")).toHaveLength(1);
  });

  test("nor is its answer taken for that of what state waits for, when it is issued", async () => {
    const { stack, order, writes, wait, reject, request, setAwkward } = await stage({ approvalGate: true });
    const { orderId } = await order();
    await well(stack.up({ orderId, csr, ...names }));
    const first = { orderId, csr: otherCsr, ...names };
    await failed(stack.up(first));
    await reject((await request(orderId)).id, "no");
    await setAwkward({ approvalGate: false });
    wait(120);
    const program = { ...first, triggers: { n: 1 } };
    await stack.up(program, killed);

    await well(stack.up(program));

    expect(await writes()).toEqual([reissueOf(orderId), reissueOf(orderId)]);
    expect(stack.resource?.outputs).toMatchObject({ origin: "issued" });
  });
});

test("a trigger that a killed update had answered is not answered twice, though a colleague's reissue came after: ours goes into the ledger", async () => {
  const { stack, order, writes, reissue, world } = await stage();
  const { orderId } = await order();
  await well(stack.up({ orderId }));
  const program = { orderId, triggers: { n: 1 } };
  await stack.up(program, killed);
  const ours = (await world(orderId)).certificates.at(-1)?.id;
  const theirs = await reissue(orderId, { dnsNames: ["other.example.com"] });

  await well(stack.up(program));

  expect(await writes()).toEqual([reissueOf(orderId)]);
  expect(out(stack, "certificateId")).toBe(theirs.certificateId);
  expect(out(stack, "supersededCertificates")).toMatchObject([{ certificateId: ours }]);
});

test.each([
  ["a create", false],
  ["an update", false],
  ["a create", true],
  ["an update", true],
])(
  "what %s asked for that was killed, and is not what is wanted since, is named once (a colleague has made what is: %s)",
  async (what, isThere) => {
    const { stack, order, world, request, reissue, wait } = await stage();
    const { orderId } = await order();
    if (what === "an update") await well(stack.up({ orderId, csr, ...names }));
    await stack.up({ orderId, csr: otherCsr, ...names }, killed);
    const ours = (await world(orderId)).certificates.at(-1)?.id;
    const { id } = await request(orderId);
    const program = { orderId, csr: keyTextOf("p384"), ...names };
    wait(3_600);
    if (isThere) await reissue(orderId, { csr: keyTextOf("p384"), ...names });

    const { lines } = await well(stack.up(program));
    const { lines: later } = await well(stack.up({ ...program, triggers: { n: 1 } }));

    expect(lines.join("\n")).toMatch(
      new RegExp(
        `warn: request ${id} to reissue .* led to certificate ${ours}, .* with certificateId: ${ours} revokes it`,
      ),
    );
    expect(later.join("\n")).not.toContain(`request ${id} `);
  },
);

describe("what a killed step had asked for waits for an administrator, and its mark tells for what it was asked", () => {
  const third = keyTextOf("p384");
  const killedUpdate = async (awkward: Parameters<typeof stage>[0] = {}) => {
    const at = await stage({ approvalGate: true, ...awkward });
    const { orderId } = await at.order();
    await well(at.stack.up({ orderId, csr, ...names }));
    const program = { orderId, csr: otherCsr, ...names };
    await at.stack.up(program, killed);
    const { id } = await at.request(orderId);
    return { ...at, orderId, program, id, cancel: `PUT /request/${id}/status` };
  };

  test.each([
    [false, {}],
    [true, {}],
    [false, { listedBeforeApproval: "absent" }],
    [true, { listedBeforeApproval: "bare" }],
    [false, { staleRequestView: true }],
    [false, { missingInLists: ["user_id"] }],
  ] as const)(
    "something else is wanted by now: it is cancelled by its id, and the new wish asked for (refresh: %s, %j)",
    async (refresh, awkward) => {
      const { stack, orderId, program, id, cancel, writes } = await killedUpdate(awkward);

      const ended = await stack.up({ ...program, csr: third }, { refresh });

      expect(ended.reasons.join()).toMatch(/request \d+ .*waits for approval/);
      expect(ended.reasons.join()).not.toContain(`request ${id} `);
      if (refresh)
        expect(ended.lines.join()).toMatch(
          `an earlier run that was stopped asked for a reissue of order ${orderId}, request ${id}`,
        );
      expect(await writes()).toEqual([reissueOf(orderId), cancel, reissueOf(orderId)]);
    },
  );

  test.each([
    [false, {}],
    [true, {}],
    [false, { listedBeforeApproval: "absent" }],
    [true, { listedBeforeApproval: "bare" }],
    [true, { missingInLists: ["user_id"] }],
  ] as const)(
    "the same is wanted: it is waited for as ours, whatever the lists show (refresh: %s, %j)",
    async (refresh, awkward) => {
      const { stack, orderId, program, id, writes, approve } = await killedUpdate(awkward);

      expect(await failed(stack.up(program, { refresh }))).toMatch(new RegExp(`request ${id} .*waits for approval`));
      await approve(id);
      await well(stack.up(program));

      expect(await writes()).toEqual([reissueOf(orderId)]);
      expect(out(stack, "publicKeySha256")).toBe(fingerprint("p256-other"));
    },
  );

  test("the old wish is back: it is told of, and nothing is sent", async () => {
    const { stack, orderId, id, writes } = await killedUpdate();

    const ended = await well(stack.up({ orderId, csr, ...names }, { refresh: true }));

    expect(ended.lines.join()).toMatch(new RegExp(`request ${id}.*have it cancelled in CertCentral`));
    expect(await writes()).toEqual([reissueOf(orderId)]);
  });

  test("the resource is deleted: it is cancelled", async () => {
    const { stack, orderId, cancel, writes } = await killedUpdate();

    await well(stack.destroy());

    expect(await writes()).toEqual([reissueOf(orderId), cancel]);
  });

  test("a killed create, and the order's own certificate is wanted by now: it is cancelled, and that one counts as found", async () => {
    const { stack, order, request, writes } = await stage({ approvalGate: true, primaryInReissueList: true });
    const { orderId, certificateId } = await order();
    await stack.up({ orderId, csr: otherCsr, ...names }, killed);
    const { id } = await request(orderId);

    await well(stack.up({ orderId, csr, ...names }));

    expect(stack.resource?.outputs).toMatchObject({ certificateId, origin: "adopted" });
    expect(await writes()).toEqual([reissueOf(orderId), `PUT /request/${id}/status`]);
  });

  test("another stack's request, of the same user, is no such one: it is named, and nothing of it is touched", async () => {
    const { stack, sim, time, order, request, writes } = await stage({ approvalGate: true });
    const { orderId } = await order();
    await well(stack.up({ orderId, csr, ...names }));
    await failed(new Stack(sim, time).up({ orderId, csr: otherCsr, ...names }, { name: "elsewhere" }));
    const { id } = await request(orderId);

    for (const refresh of [false, true])
      expect(await failed(stack.up({ orderId, csr: third, ...names }, { refresh }))).toMatch(
        new RegExp(`not ours.*request ${id}`),
      );
    expect(await writes()).toEqual([reissueOf(orderId)]);
  });
});

test.each([false, true])(
  "killed while it asked again for what was lost: what the second request asked for is ours, and paid for once (approval: %s)",
  async (approvalGate) => {
    const around = await stage({ approvalGate });
    const { stack, order, fault, writes } = around;
    const { orderId } = await order();
    await well(stack.up({ orderId, csr, ...names }));
    const program = { orderId, csr: otherCsr, ...names };
    await fault({ method: "POST", path: "/reissue", kind: "drop", times: 1 });
    await failed(stack.up(program));
    await stack.up(program, killed);
    const asked = await writes();

    if (approvalGate) await approvedOnceItIsSeen(around, orderId, program);
    await well(stack.up(program));

    expect(stack.resource?.outputs).toMatchObject({ origin: "issued", publicKeySha256: fingerprint("p256-other") });
    expect(await writes()).toEqual(asked);
  },
);
