import { csr, failed, keyTextOf, names, otherCsr, stage, well } from "./stage";

/*
 * What a preview says is what an up does, no more: whatever became of the order since it was last looked at.
 */

const reissueOf = (orderId: number): string => `POST /order/certificate/${orderId}/reissue`;
const gated = () => stage({ approvalGate: true });
const said = ({ lines }: { readonly lines: readonly string[] }): string => lines.join("\n");

test("rejected, taken back, and revoked since: what is wanted is asked for, as the preview says", async () => {
  const { stack, order, request, reject, revoke, writes } = await gated();
  const { orderId, certificateId } = await order();
  const wanted = { orderId, csr, ...names };
  await well(stack.up(wanted));
  await failed(stack.up({ ...wanted, csr: otherCsr }));
  await reject((await request(orderId)).id, "no");
  await failed(stack.up({ ...wanted, csr: otherCsr }));
  await well(stack.up(wanted));
  await revoke(certificateId);
  await well(stack.refresh());

  expect(said(await stack.preview(wanted))).toMatch(/info: reissue: revoked outside of Pulumi/);
  await failed(stack.up(wanted));

  expect(await writes()).toEqual([reissueOf(orderId), reissueOf(orderId)]);
});

test("rejected, and what was rejected is wanted again after it was taken back: it is not sent again", async () => {
  const { stack, order, request, reject, writes } = await gated();
  const { orderId } = await order();
  const [wanted, refused] = [
    { orderId, csr, ...names },
    { orderId, csr: otherCsr, ...names },
  ];
  await well(stack.up(wanted));
  await failed(stack.up(refused));
  await reject((await request(orderId)).id, "no");
  await failed(stack.up(refused));
  await well(stack.up(wanted));

  expect(said(await stack.preview(refused))).toMatch(/info: resume: not sent again: request \d+ .* was rejected/);
  expect(await failed(stack.up(refused))).toMatch(/the same request is not sent again/);
  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test("taken back after a rejection that a refresh saw: the update that the engine makes has a reason, and sends nothing", async () => {
  const { stack, order, request, reject, writes } = await gated();
  const { orderId } = await order();
  await well(stack.up({ orderId, csr, ...names }));
  await failed(stack.up({ orderId, csr: otherCsr, ...names }));
  await reject((await request(orderId)).id, "no");
  await failed(stack.up({ orderId, csr: otherCsr, ...names }));

  expect(said(await stack.preview({ orderId, csr, ...names }))).toBe(
    "info: remember: the last run ended with an error, and nothing of it is left to do (no request is sent) [code=last-run-failed severity=info]",
  );
  await well(stack.up({ orderId, csr, ...names }));
  expect((await well(stack.preview({ orderId, csr, ...names }))).did).toEqual(["same"]);
  expect(await writes()).toEqual([reissueOf(orderId)]);
});

describe("a request waits, and a refresh sees that", () => {
  const waits = async () => {
    const on = await gated();
    const { orderId } = await on.order();
    await well(on.stack.up({ orderId, csr, ...names }));
    await failed(on.stack.up({ orderId, csr: otherCsr, ...names }));
    return { ...on, orderId, wanted: { orderId, csr: otherCsr, ...names } };
  };

  test("it waits still", async () => {
    const { stack, wanted } = await waits();

    expect(said(await stack.preview(wanted, { refresh: true }))).toMatch(
      /info: resume: continues a request that waits for approval \(request \d+\) \[code=pending-request severity=attention\]/,
    );
  });

  test("it was approved, and the certificate is there", async () => {
    const { stack, wanted, approve, request, orderId, writes } = await waits();
    await approve((await request(orderId)).id);

    expect(said(await stack.preview(wanted, { refresh: true }))).toMatch(
      /info: resume: (takes certificate \d+, which was asked for and has been issued|continues an issuance that DigiCert is working on .*) \[code=pending-request severity=info\]/,
    );
    await well(stack.up(wanted));
    expect(await writes()).toEqual([reissueOf(orderId)]);
  });

  test("it was rejected", async () => {
    const { stack, wanted, reject, request, orderId, writes } = await waits();
    await reject((await request(orderId)).id, "not now");

    expect(said(await stack.preview(wanted, { refresh: true }))).toMatch(
      /info: resume: not sent again: request \d+ .* was rejected by .*: "not now".* \[code=rejected-before,key-changed severity=attention\]/,
    );
    await failed(stack.up(wanted, { refresh: true }));
    expect(await writes()).toEqual([reissueOf(orderId)]);
  });

  test("the order was revoked with all it has", async () => {
    const { stack, wanted, revokeOrder, orderId, writes } = await waits();
    await revokeOrder(orderId);

    expect(said(await stack.preview(wanted, { refresh: true }))).toMatch(/info: blocked: order \d+ is revoked/);
    expect(await failed(stack.up(wanted, { refresh: true }))).toMatch(/order \d+ is revoked/);
    expect(await writes()).toEqual([reissueOf(orderId)]);
  });
});

describe("a colleague's reissue is under way", () => {
  const theirs = async () => {
    const on = await stage();
    const { orderId } = await on.order();
    await well(on.stack.up({ orderId, csr, ...names }));
    const { requestId } = await on.reissue(orderId, { approval: true, csr: keyTextOf("p384"), ...names });
    return {
      ...on,
      orderId,
      requestId: requestId ?? 0,
      kept: { orderId, csr, ...names },
      other: { orderId, csr: otherCsr, ...names },
    };
  };

  test("nothing is wanted: it is a warning", async () => {
    const { stack, kept, requestId } = await theirs();

    const seen = await well(stack.preview(kept, { refresh: true }));
    expect(seen.did).toEqual(["same"]);
    expect(said(seen)).toMatch(
      new RegExp(
        `^warn: .* asked for a reissue of order .*request ${requestId}.*\\[code=pending-elsewhere severity=attention\\]$`,
      ),
    );
  });

  test("something else is wanted: it is blocked, and nothing is sent", async () => {
    const { stack, other, requestId, writes } = await theirs();

    expect(said(await stack.preview(other, { refresh: true }))).toMatch(
      new RegExp(
        `info: blocked: .* asked for a reissue of order .*request ${requestId}.*have it cancelled in CertCentral`,
      ),
    );
    expect(await failed(stack.up(other, { refresh: true }))).toMatch(/a pending reissue that is not ours/);
    expect(await writes()).toEqual([]);
  });

  test("it is over, and the row that is agreed to said that it is blocked: nothing is sent before another row says so", async () => {
    const { stack, other, requestId, reject, orderId, writes } = await theirs();
    await well(stack.refresh());
    await reject(requestId, "no");

    expect(said(await stack.preview(other))).toMatch(/info: blocked/);
    expect(await failed(stack.up(other))).toMatch(/nothing was sent/);
    expect(await writes()).toEqual([]);

    expect(said(await stack.preview(other))).toMatch(/info: reissue: key changed/);
    await well(stack.up(other));
    expect(await writes()).toEqual([reissueOf(orderId)]);
  });
});

test("an order that was renewed is told of, and its certificate kept", async () => {
  const { stack, order, renew, writes } = await stage();
  const { orderId } = await order();
  await well(stack.up({ orderId, csr, ...names }));
  const { renewedBy } = await renew(orderId);

  const seen = await well(stack.preview({ orderId, csr, ...names }, { refresh: true }));

  expect(seen.did).toEqual(["same"]);
  expect(said(seen)).toBe(
    `warn: order ${orderId} is renewed as order ${renewedBy}: set orderId: ${renewedBy} [code=order-renewed severity=attention]`,
  );
  await well(stack.refresh());
  expect(stack.resource?.outputs).toMatchObject({ renewedOrderId: renewedBy, orderStatus: "issued" });
  expect(await writes()).toEqual([]);
});

test("with onDrift: report, somebody's reissue does not hide that our own certificate ends, was revoked, or is over", async () => {
  const { stack, order, reissue, revoke, wait, writes, clearHistory } = await stage();
  const { orderId } = await order({ csr: keyTextOf("p384"), orderValidityDays: 700 });
  const wanted = { orderId, csr, ...names, onDrift: "report" };
  await well(stack.up(wanted));
  await clearHistory();
  await reissue(orderId, { csr: otherCsr, ...names });
  const looked = async () => said(await stack.preview(wanted, { refresh: true }));
  const theirs = /another key .*severity=attention\]/;

  expect(await looked()).not.toMatch(/severity=urgent/);
  wait(196 * 86_400);
  expect(await looked()).toMatch(/days left, below .*\[code=expires-soon severity=urgent until=\d{4}-\d\d-\d\d\]/);
  expect(await looked()).toMatch(theirs);
  await revoke(Number(stack.resource?.outputs["certificateId"]));
  expect(await looked()).toMatch(/revoked outside of Pulumi; nothing is sent .*severity=urgent\]/);
  expect(await looked()).toMatch(theirs);
  expect(await writes()).toEqual([]);

  const another = await stage();
  const made = await another.order({ orderValidityDays: 700 });
  const other = { ...wanted, orderId: made.orderId };
  await well(another.stack.up(other));
  another.wait(100 * 86_400);
  await another.reissue(made.orderId, { csr: otherCsr, ...names });
  another.wait(101 * 86_400);
  expect(said(await another.stack.preview(other, { refresh: true }))).toMatch(/expired on .*severity=urgent\]/);
});

test.each([undefined, "retain"])(
  "another order while our request is pending: the row names it and what becomes of it, and so it is (onDelete: %s)",
  async (onDelete) => {
    const { stack, order, request, writes, clearHistory } = await gated();
    const [{ orderId }, other] = [await order(), await order()];
    const wanted = { orderId, csr, ...names, ...(onDelete === undefined ? {} : { onDelete }) };
    await well(stack.up(wanted));
    await failed(stack.up({ ...wanted, csr: otherCsr }));
    const { id } = await request(orderId);
    await clearHistory();
    const moved = { ...wanted, orderId: other.orderId };
    const becomes = onDelete === "retain" ? "left as it is" : "cancelled if it still waits";

    expect(said(await stack.preview(moved))).toContain(
      `the reissue of order ${orderId} that was asked for (request ${id}) is ${becomes}`,
    );
    await well(stack.up(moved));

    expect(await writes()).toEqual(onDelete === "retain" ? [] : [`PUT /request/${id}/status`]);
  },
);

describe("a colleague's certificate that was to be taken over is not the order's any more, and nobody refreshed", () => {
  const takenOver = async (more: object = {}) => {
    const scene = await stage();
    const { orderId } = await scene.order();
    const wanted = { orderId, csr, ...names, ...more };
    await well(scene.stack.up(wanted));
    const { certificateId } = await scene.reissue(orderId, { csr, ...names });
    await well(scene.stack.refresh());
    expect(said(await scene.stack.preview(wanted))).toMatch(/resume: takes over certificate/);
    return { ...scene, orderId, wanted, theirs: Number(certificateId) };
  };
  type Scene = Awaited<ReturnType<typeof takenOver>>;

  test.each<[string, (scene: Scene) => Promise<unknown>, RegExp]>([
    [
      "reissued once more",
      ({ reissue, orderId }) => reissue(orderId, { csr: keyTextOf("p384"), ...names }),
      /another key/,
    ],
    ["revoked", ({ revoke, theirs }) => revoke(theirs), /revoked outside of Pulumi/],
  ])("%s: the up stops, and the next preview shows the reissue", async (_, happens, why) => {
    const scene = await takenOver();
    const { stack, wanted, orderId, writes } = scene;
    await happens(scene);

    expect(await failed(stack.up(wanted))).toMatch(/has to be reissued, which the preview did not show/);
    expect(await writes()).toEqual([]);
    const row = said(await stack.preview(wanted));
    expect(row).toMatch(/info: reissue: /);
    expect(row).toMatch(why);
    await well(stack.up(wanted));

    expect(await writes()).toEqual([reissueOf(orderId)]);
    expect((await well(stack.up(wanted, { refresh: true }))).did).toEqual(["read", "same"]);
  });

  test("reissued with a name more: what is refused is no longer called a takeover", async () => {
    const { stack, wanted, orderId, reissue, writes } = await takenOver();
    await reissue(orderId, { csr, ...names, dnsNames: [...names.dnsNames, "shop.example.com"] });

    expect(await failed(stack.up(wanted))).toMatch(/would remove shop\.example\.com/);
    expect(said(await stack.preview(wanted))).toMatch(/reissue: .*has shop\.example\.com/);
    expect(await writes()).toEqual([]);
  });

  test("with onDrift: report it is told, and there is no update after that", async () => {
    const { stack, wanted, orderId, reissue, writes } = await takenOver({ onDrift: "report" });
    await reissue(orderId, { csr: keyTextOf("p384"), ...names });
    await well(stack.up(wanted));

    const { did, lines } = await well(stack.up(wanted));

    expect(did).toEqual(["same"]);
    expect(lines.join()).toMatch(/another key .*code=key-changed-elsewhere/);
    expect(await writes()).toEqual([]);
  });
});
