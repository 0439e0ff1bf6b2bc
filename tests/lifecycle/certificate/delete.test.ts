import { csr, failed, keyTextOf, names, otherCsr, type Stage, stage, well } from "./stage";

/** A certificate of ours, issued for us; what is written from here on is the deletion's. */
const kept = async (inputs: Record<string, unknown> = {}, awkward: Parameters<typeof stage>[0] = {}) => {
  const scene = await stage(awkward);
  const { orderId } = await scene.order({ csr: keyTextOf("p384") });
  const program = { orderId, csr, ...names, ...inputs };
  await well(scene.stack.up(program));
  await scene.clearHistory();
  const certificateId = Number(scene.stack.resource?.outputs["certificateId"]);
  const status = async () => (await scene.certificate(orderId, certificateId)).status;
  return { ...scene, orderId, certificateId, program, status };
};
const revokeOf = (certificateId: number): string => `PUT /certificate/${certificateId}/revoke`;
const skip = { revocation: { skipApproval: true } };
const text = ({ lines }: { lines: readonly string[] }): string => lines.join("\n");

test("what was issued for us is revoked, once (204)", async () => {
  const { stack, certificateId, writes, status } = await kept(skip);

  await well(stack.destroy());

  expect(await writes()).toEqual([revokeOf(certificateId)]);
  expect(await status()).toBe("revoked");
  expect(stack.all).toEqual([]);
});

test("a revocation that an administrator has to approve (201) is a request, and said to be one", async () => {
  const { stack, certificateId, writes, status, request, orderId } = await kept();

  const ended = await well(stack.destroy());

  expect(text(ended)).toContain(`not revoked yet: request ${(await request(orderId)).id} waits for an administrator`);
  expect(await writes()).toEqual([revokeOf(certificateId)]);
  expect(await status()).toBe("issued");
});

test("a revocation approved at once (201, approved) is one", async () => {
  const { stack, status } = await kept({}, { revokeApprovalGate: false });

  expect(text(await well(stack.destroy()))).toMatch(/ is revoked$/m);
  expect(await status()).toBe("revoked");
});

test("awaitApproval waits for the administrator; a no is told with who said it, and the resource stays", async () => {
  const impatient = await kept({ revocation: { awaitApproval: true }, timeouts: { approval: 60 } });
  expect(text(await well(impatient.stack.destroy()))).toMatch(/not revoked yet/);

  const { stack, world, orderId, reject } = await kept({ revocation: { awaitApproval: true } });
  const destroying = stack.destroy();
  const waiting = async () =>
    (await world(orderId)).requests.find((r) => r.type === "revoke" && r.status === "pending");
  for (let request = await waiting(); ; request = await waiting())
    if (request !== undefined) {
      await reject(request.id, "still in use");
      break;
    }

  expect(await failed(destroying)).toMatch(/was rejected by Alma Admin: "still in use"/);
  expect(stack.resource).toBeDefined();
});

test.each(["403", "request"] as const)(
  "without admin rights (%s) the approval cannot be skipped: it becomes a request",
  async (answer) => {
    const { certificateId, makeKey, withKey, writes } = await kept(skip, {
      revokeSkipApprovalWithoutAdmin: answer,
    });
    const { apiKey } = await makeKey({ family: "services", role: "standard" });
    const poorer = withKey(apiKey);

    expect(text(await well(poorer.destroy()))).toMatch(/request \d+ waits for an administrator/);

    expect(await writes()).toEqual(Array(answer === "403" ? 2 : 1).fill(revokeOf(certificateId)));
  },
);

test.each(["refuse", "accept"] as const)(
  "what is revoked already is done (a second revocation: %s)",
  async (repeatedRevoke) => {
    const { stack, certificateId, revoke, status } = await kept(skip, { repeatedRevoke });
    await revoke(certificateId);

    await well(stack.destroy());

    expect(await status()).toBe("revoked");
  },
);

test.each(["lose-answer", "act-then-status:502", "garbage"])(
  "%s at the revocation: it is looked at, not repeated blindly",
  async (kind) => {
    const { stack, fault, writes, status } = await kept(skip);
    await fault({ method: "PUT", path: "/revoke", kind, times: 1 });

    if (!(await stack.destroy()).ok) await well(stack.destroy());

    expect(await status()).toBe("revoked");
    expect((await writes()).length).toBeLessThanOrEqual(kind === "garbage" ? 2 : 1);
  },
);

/** The answer to the revocation is lost, and whose the request is that came of it cannot be read. */
const lostAndBlind = async ({ stack, fault, clearFaults }: Stage, kind = "lose-answer"): Promise<void> => {
  await fault({ method: "PUT", path: "/revoke", kind, times: 1 });
  await fault({ method: "GET", path: "/request/", kind: "status:502", times: 100 });
  expect(await failed(stack.destroy())).toMatch(/^it is not known whether certificate \d+, .* was revoked/);
  await clearFaults();
};
const revokeRequests = async (scene: Stage, orderId: number) =>
  (await scene.world(orderId)).requests.filter(({ type }) => type === "revoke");

test("the answer is lost and the look after it too: the next destroy finds the request, and makes no second one", async () => {
  const scene = await kept();
  await lostAndBlind(scene);

  const ended = await well(scene.stack.destroy());

  const [request] = await revokeRequests(scene, scene.orderId);
  expect(text(ended)).toContain(`request ${request?.id} to revoke waits already; no second one is made`);
  expect(text(ended)).toContain(`not revoked yet: request ${request?.id} waits for an administrator`);
  expect(await scene.writes()).toEqual([revokeOf(scene.certificateId)]);
});

test("of several certificates each is asked for once, whichever answer was lost", async () => {
  const scene = await kept();
  await well(scene.stack.up({ ...scene.program, csr: otherCsr }));
  const second = Number(scene.stack.resource?.outputs["certificateId"]);
  await lostAndBlind(scene);
  await scene.fault({ method: "PUT", path: `/${scene.certificateId}/revoke`, kind: "drop", times: 1 });
  await failed(scene.stack.destroy());

  await well(scene.stack.destroy());

  const requests = await revokeRequests(scene, scene.orderId);
  expect(requests.map(({ certificateId }) => certificateId)).toEqual([second, scene.certificateId]);
});

test("the request for one certificate is not taken for another's", async () => {
  const scene = await kept();
  await well(scene.stack.up({ ...scene.program, csr: otherCsr }));
  await scene.fault({ method: "PUT", path: `/${scene.certificateId}/revoke`, kind: "drop", times: 1 });

  expect(await failed(scene.stack.destroy())).toMatch(`whether certificate ${scene.certificateId}, `);
});

test("a colleague's request to revoke is named and left alone, and ours is made beside it", async () => {
  const scene = await kept();
  const { apiKey } = await scene.makeKey({ family: "services", role: "admin" });
  const answer = await scene.sim.fetch(`${scene.sim.baseUrl}/certificate/${scene.certificateId}/revoke`, {
    method: "PUT",
    headers: { "X-DC-DEVKEY": apiKey, "content-type": "application/json", "content-length": "2", "user-agent": "test" },
    body: "{}",
  });
  expect(answer.status).toBe(201);

  const ended = await well(scene.stack.destroy());

  const [theirs, ours] = await revokeRequests(scene, scene.orderId);
  expect(text(ended)).toMatch(new RegExp(`warn: request ${theirs?.id}, made by .* it is left alone`));
  expect(text(ended)).toContain(`not revoked yet: request ${ours?.id} waits for an administrator`);
});

test("turned away for volume (429), it looks and asks again within the step", async () => {
  const scene = await kept(skip);
  await scene.fault({ method: "PUT", path: "/revoke", kind: "status:429", times: 2 });

  await well(scene.stack.destroy());

  expect(await scene.writes()).toEqual(Array(3).fill(revokeOf(scene.certificateId)));
  expect(await scene.status()).toBe("revoked");
});

test("what a failed retirement has revoked before is out of the ledger", async () => {
  const scene = await kept(skip);
  await well(scene.stack.up({ ...scene.program, csr: otherCsr }));
  const second = Number(scene.stack.resource?.outputs["certificateId"]);
  await well(scene.stack.up({ ...scene.program, csr: keyTextOf("p384") }));
  await scene.clearHistory();
  const retiring = { ...scene.program, csr: keyTextOf("p384"), superseded: { action: "revoke", afterHours: 0 } };
  await scene.fault({ method: "PUT", path: `/${second}/revoke`, kind: "drop", times: 1 });

  await failed(scene.stack.up(retiring));
  expect(scene.stack.resource?.outputs["supersededCertificates"]).toMatchObject([{ certificateId: second }]);
  await well(scene.stack.up(retiring));

  expect(await scene.writes()).toEqual([revokeOf(scene.certificateId), revokeOf(second), revokeOf(second)]);
});

test("retain touches nothing, and asks nobody", async () => {
  const { stack, history } = await kept({ onDelete: "retain" });

  expect(text(await well(stack.destroy()))).toMatch(/nothing is revoked \(onDelete: "retain"\)/);

  expect(await history()).toEqual([]);
});

test("retain names the request that waits, as state knows it", async () => {
  const { stack, program, setAwkward, request, orderId, clearHistory, history } = await kept({ onDelete: "retain" });
  await setAwkward({ approvalGate: true });
  await failed(stack.up({ ...program, csr: otherCsr }));
  const { id } = await request(orderId);
  await clearHistory();

  expect(text(await well(stack.destroy()))).toContain(
    `warn: request ${id} to reissue order ${orderId} is left as it is: have it rejected in CertCentral`,
  );
  expect(await history()).toEqual([]);
});

test("a setting for delete that was changed last counts", async () => {
  const { stack, program, writes } = await kept();

  expect((await well(stack.up({ ...program, onDelete: "retain" }))).lines).toEqual([
    "info: remember: onDelete (no request is sent) [code=settings-changed severity=info]",
  ]);
  await well(stack.destroy());

  expect(await writes()).toEqual([]);
});

test("revokeOrder takes the whole order", async () => {
  const { stack, orderId, writes, world } = await kept({ onDelete: "revokeOrder", ...skip });

  await well(stack.destroy());

  expect(await writes()).toEqual([`PUT /order/certificate/${orderId}/revoke`]);
  expect((await world(orderId)).status).toBe("revoked");
});

test("what was only found is left alive, unless its revocation was asked for in so many words", async () => {
  const { stack, order, writes } = await stage();
  const found = await order();
  const asked = await order();
  await well(stack.up({ orderId: found.orderId, csr, ...names }));

  expect(text(await well(stack.destroy()))).toMatch(
    new RegExp(`warn: .*certificate ${found.certificateId}, .* was not issued by this resource, which leaves it alone`),
  );
  expect(await writes()).toEqual([]);
  await well(stack.up({ orderId: asked.orderId, csr, ...names, onDelete: "revoke", ...skip }));
  await well(stack.destroy());

  expect(await writes()).toEqual([revokeOf(asked.certificateId)]);
});

test("a first create that came to nothing leaves everything as it was", async () => {
  const { stack, order, writes, request, certificate } = await stage({ approvalGate: true });
  const { orderId, certificateId } = await order();
  await failed(stack.up({ orderId, csr: otherCsr, ...names }));
  const { id } = await request(orderId);

  await well(stack.destroy());

  expect((await writes()).slice(1)).toEqual([`PUT /request/${id}/status`]);
  expect((await certificate(orderId, certificateId)).status).toBe("issued");
  expect((await request(orderId)).status).toBe("rejected");
});

test("our own pending reissue is cancelled before the certificate is revoked", async () => {
  const { stack, program, certificateId, writes, request, orderId, setAwkward, status } = await kept(skip);
  await setAwkward({ approvalGate: true });
  await failed(stack.up({ ...program, csr: otherCsr }));
  const { id } = await request(orderId);
  await setAwkward({ approvalGate: false });

  await well(stack.destroy());

  expect((await writes()).slice(1)).toEqual([`PUT /request/${id}/status`, revokeOf(certificateId)]);
  expect(await status()).toBe("revoked");
});

test("our own pending reissue is cancelled by its order where the key may not decide requests", async () => {
  const scene = await kept({}, { approvalGate: false });
  const { apiKey } = await scene.makeKey({ family: "services", role: "standard" });
  await scene.setAwkward({ approvalGate: true });
  await failed(scene.stack.up({ ...scene.program, csr: otherCsr }));
  const poorer = scene.withKey(apiKey);

  await well(poorer.destroy());

  expect((await scene.writes()).slice(-2)).toEqual([
    `PUT /order/certificate/${scene.orderId}/status`,
    revokeOf(scene.certificateId),
  ]);
});

const foreign = async (scene: Stage, orderId: number) =>
  scene.reissue(orderId, { csr: otherCsr, approval: true }).then(({ requestId }) => Number(requestId));

test("somebody else's pending reissue blocks the revocation, is named, and is not touched", async () => {
  const scene = await kept(skip);
  const id = await foreign(scene, scene.orderId);

  const why = await failed(scene.stack.destroy());

  expect(why).toMatch(`order ${scene.orderId} has a pending reissue that is not ours (request ${id})`);
  expect(await scene.writes()).toEqual([]);
  expect(scene.stack.resource).toBeDefined();
});

test("somebody else's pending reissue is nobody's business where there is nothing to revoke", async () => {
  const scene = await stage();
  const { orderId } = await scene.order();
  await well(scene.stack.up({ orderId, csr, ...names }));
  await foreign(scene, orderId);

  await well(scene.stack.destroy());

  expect(await scene.writes()).toEqual([]);
});

test("the certificates of an order that was renewed elsewhere are left alive", async () => {
  const { stack, orderId, renew, writes } = await kept(skip);
  await renew(orderId);

  expect(text(await well(stack.destroy()))).toMatch(
    /was renewed as order \d+: this resource leaves its certificates alone/,
  );

  expect(await writes()).toEqual([]);
});

test("a rename without alias takes nothing from its successor", async () => {
  const { stack, program, writes, status } = await kept(skip);

  const ended = await well(stack.up(program, { name: "renamed" }));

  expect(ended.did).toEqual(["create", "delete"]);
  expect(text(ended)).toMatch(
    /nothing is revoked, for resource renamed has taken its place.*is kept by resource renamed, which found it.*onDelete: "revoke" there revokes it then \(and an alias/s,
  );
  expect(await writes()).toEqual([]);
  expect(await status()).toBe("issued");
});

test("a rename without alias in a run that refreshes hands on what is known: what was issued here, and what it replaced", async () => {
  const { stack, program, certificateId, writes } = await kept(skip);
  const next = { ...program, csr: otherCsr };
  await well(stack.up(next));
  const second = Number(stack.resource?.outputs["certificateId"]);

  await well(stack.up(next, { name: "renamed", refresh: true }));

  expect(stack.resource?.outputs).toMatchObject({
    certificateId: second,
    origin: "issued",
    supersededCertificates: [{ certificateId }],
  });
  await well(stack.destroy());
  expect((await writes()).slice(1)).toEqual([revokeOf(second), revokeOf(certificateId)]);
});

test("certificates of ours that were replaced are revoked with it", async () => {
  const { stack, program, certificateId, writes } = await kept(skip);
  await well(stack.up({ ...program, csr: otherCsr }));
  const second = Number(stack.resource?.outputs["certificateId"]);

  await well(stack.destroy());

  expect((await writes()).slice(1)).toEqual([revokeOf(second), revokeOf(certificateId)]);
});

test("another order is a new certificate; the old one is superseded, and goes with the resource in the end", async () => {
  const { stack, program, certificateId, writes, order } = await kept(skip);
  const { orderId } = await order({ csr: keyTextOf("p384") });

  const ended = await well(stack.up({ ...program, orderId }));

  expect(ended.did).toEqual(["create", "delete"]);
  expect(await writes()).toEqual([`POST /order/certificate/${orderId}/reissue`]);
  expect(text(ended)).toMatch(/is left to its replacement, which has it in its ledger \(supersededCertificates\)/);
  const outputs = stack.resource?.outputs ?? {};
  expect(outputs["supersededCertificates"]).toMatchObject([{ certificateId, orderId: program.orderId }]);
  await well(stack.destroy());
  expect((await writes()).slice(1)).toEqual([revokeOf(certificateId), revokeOf(Number(outputs["certificateId"]))]);
});

test("what an unfinished update was asked for, and was issued meanwhile, is ours to revoke too", async () => {
  const { stack, program, certificateId, setAwkward, wait, world, orderId, writes } = await kept(skip);
  await setAwkward({ slowIssuanceSeconds: [3_000, 3_000] });
  await failed(stack.up({ ...program, csr: otherCsr, skipApproval: true }));
  wait(3_600);

  await well(stack.destroy());

  const { certificates } = await world(orderId);
  const late = certificates.at(-1);
  expect((await writes()).slice(1)).toEqual([revokeOf(certificateId), revokeOf(late?.id ?? 0)]);
  expect(late?.status).toBe("revoked");
});

test.each([
  ["", {}],
  [", also when that was asked for in so many words", { onDelete: "revoke", ...skip }],
])("what an unfinished create was asked for, and was issued meanwhile, is revoked as ours%s", async (_, inputs) => {
  const { stack, order, wait, writes, certificate } = await stage({ slowIssuanceSeconds: [3_000, 3_000] });
  const { orderId, certificateId } = await order();
  await failed(stack.up({ orderId, csr: otherCsr, skipApproval: true, ...inputs }));
  wait(3_600);

  await well(stack.destroy());

  expect((await writes()).slice(1)).toHaveLength(1);
  expect((await certificate(orderId, certificateId)).status).toBe("issued");
});

describe("a first certificate that was issued while nobody looked, and the resource is removed", () => {
  const unseen = async ({ inputs = {}, awkward = {} }: { inputs?: object; awkward?: Parameters<typeof stage>[0] }) => {
    const scene = await stage({ approvalGate: true, ...awkward });
    const { orderId, certificateId: primary } = await scene.order();
    await scene.stack.up({ orderId, csr: otherCsr, ...names, ...skip, ...inputs });
    await scene.approve((await scene.request(orderId)).id);
    const [ours] = (await scene.world(orderId)).certificates.slice(-1);
    await scene.clearHistory();
    return { ...scene, orderId, primary, ours: ours?.id ?? 0 };
  };
  const NOBODY_NAMED = { missingInLists: ["user_id", "email", "firstname", "lastname", "user"] } as const;
  const ways = [
    ["the order's", {}],
    ["the order's, with waitForIssuance: false", { waitForIssuance: false }],
    ["a duplicate", { storeReissueAsDuplicate: true }],
    ["a duplicate, with waitForIssuance: false", { storeReissueAsDuplicate: true, waitForIssuance: false }],
  ] as const;

  test.each(ways)("it is ours, and revoked: %s", async (_, inputs) => {
    const { stack, orderId, primary, ours, writes, certificate } = await unseen({ inputs });

    await well(stack.destroy());

    expect(await writes()).toEqual([revokeOf(ours)]);
    expect((await certificate(orderId, ours)).status).toBe("revoked");
    expect((await certificate(orderId, primary)).status).toBe("issued");
  });

  test.each(ways)("where nobody is named, it is named as not proven, and no other one: %s", async (_, inputs) => {
    const { stack, primary, ours, writes } = await unseen({ inputs, awkward: NOBODY_NAMED });

    const said = text(await well(stack.destroy()));

    expect(await writes()).toEqual([]);
    expect(said).toMatch(
      new RegExp(
        `certificate ${ours}\\b.* is left alone: it may have come of this resource's request, and nothing proves it`,
      ),
    );
    expect(said).not.toMatch(new RegExp(`certificate ${primary}\\b`));
  });

  test("where a colleague has the like of it made within seconds, and nobody is named, both are named and left alive", async () => {
    const { stack, orderId, ours, reissue, writes } = await unseen({ awkward: NOBODY_NAMED });
    const theirs = await reissue(orderId, { csr: otherCsr, ...names });

    const said = text(await well(stack.destroy()));

    expect(await writes()).toEqual([]);
    for (const id of [ours, theirs.certificateId])
      expect(said).toMatch(new RegExp(`certificate ${id}\\b.* is left alone: it may have come of`));
  });
});
