import { csr, failed, fingerprint, keyTextOf, names, otherCsr, reissueOf, stage, well } from "./stage";

const gated = () => stage({ approvalGate: true });

test("a request that waits for approval ends the step, is continued while it waits, and after it is approved", async () => {
  const { stack, order, writes, request, approve } = await gated();
  const { orderId } = await order();

  const why = await failed(stack.up({ orderId, csr: otherCsr }));
  const { id } = await request(orderId);
  expect(why).toBe(
    `request ${id} to reissue order ${orderId} waits for approval by a CertCentral administrator\napprove it in CertCentral, then run pulumi up again: it continues, and asks for nothing twice`,
  );
  expect(stack.resource?.outputs).toMatchObject({ status: "pending" });
  expect(await failed(stack.up({ orderId, csr: otherCsr }))).toBe(why);
  await approve(id);
  const ended = await well(stack.up({ orderId, csr: otherCsr }));

  expect(ended.lines.join("\n")).toMatch(/^info: issued: certificate \d+, serial \w+, valid until/m);
  expect(await writes()).toEqual([reissueOf(orderId)]);
  expect(stack.resource?.outputs).toMatchObject({ status: "issued", publicKeySha256: fingerprint("p256-other") });
});

test("timeouts.approval waits for the administrator, and says so", async () => {
  const { stack, order } = await gated();
  const { orderId } = await order();

  const ended = await stack.up({ orderId, csr: otherCsr, timeouts: { approval: 60 } });

  expect(ended.reasons.join()).toMatch(/waits for approval/);
  expect(
    ended.lines.filter((line) => /progress: request \d+ waits for an administrator/.test(line)).length,
  ).toBeGreaterThan(3);
});

test.each([
  ["with a CSR", { csr: otherCsr }],
  ["with the order's own key", { dnsNames: ["a.example.com", "b.example.com", "c.example.com"] }],
])("what was rejected %s is not asked for again until it changes: who said no, and why", async (_, desired) => {
  const { stack, order, writes, request, reject } = await gated();
  const { orderId } = await order();
  await failed(stack.up({ orderId, ...desired }));
  await reject((await request(orderId)).id, "not this quarter");

  const why = await failed(stack.up({ orderId, ...desired }));
  expect(why).toMatch(
    /^request \d+ to reissue order \d+ was rejected by Alma Admin: "not this quarter"\nthe same request is not sent again/,
  );
  expect(await failed(stack.up({ orderId, ...desired }))).toBe(why);
  expect(await writes()).toEqual([reissueOf(orderId)]);
  await failed(stack.up({ orderId, ...desired, triggers: ["asked Alma"] }));

  expect(await writes()).toEqual([reissueOf(orderId), reissueOf(orderId)]);
});

test("a rejection leaves the certificate that there was, and its program has nothing to do", async () => {
  const { stack, order, writes, request, reject } = await gated();
  const { orderId, certificateId } = await order();
  await well(stack.up({ orderId, csr, ...names }));
  await failed(stack.up({ orderId, csr: otherCsr, ...names }));
  await reject((await request(orderId)).id);
  await failed(stack.up({ orderId, csr: otherCsr, ...names }));

  await well(stack.up({ orderId, csr, ...names }));
  expect((await well(stack.up({ orderId, csr, ...names }))).did).toEqual(["same"]);
  expect(stack.resource?.outputs).toMatchObject({ certificateId, status: "issued" });
  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test("a certificate that was revoked stays revoked in state when its replacement is rejected", async () => {
  const { stack, order, request, reject, revoke } = await gated();
  const { orderId, certificateId } = await order();
  await well(stack.up({ orderId, csr }));
  await revoke(certificateId);
  await failed(stack.up({ orderId, csr }, { refresh: true }));
  await reject((await request(orderId)).id);

  await failed(stack.up({ orderId, csr }));

  expect(stack.resource?.outputs).toMatchObject({ certificateId, status: "revoked" });
  expect((await stack.preview({ orderId, csr })).lines.join("\n")).toMatch(/revoked outside of Pulumi/);
});

test("a change of mind cancels our own request, and asks for what is wanted now", async () => {
  const { stack, order, writes, request, approve } = await gated();
  const { orderId } = await order();
  await failed(stack.up({ orderId, csr: otherCsr }));
  const first = await request(orderId);
  const third = keyTextOf("p384");

  expect((await stack.preview({ orderId, csr: third })).lines.join()).toMatch(
    new RegExp(
      `reissue: key changed .*; instead of a request that waits for approval \\(request ${first.id}\\), which is cancelled if it is found; else DigiCert may issue both`,
    ),
  );
  await failed(stack.up({ orderId, csr: third }));

  expect(await writes()).toEqual([reissueOf(orderId), `PUT /request/${first.id}/status`, reissueOf(orderId)]);
  await approve((await request(orderId)).id);
  await well(stack.up({ orderId, csr: third }));
  expect(stack.resource?.outputs["publicKeySha256"]).toBe(fingerprint("p384"));
});

test("back to what there is: our request is cancelled, and nothing is asked for", async () => {
  const { stack, order, writes, request } = await gated();
  const { orderId, certificateId } = await order();
  await well(stack.up({ orderId, csr }));
  await failed(stack.up({ orderId, csr: otherCsr }));
  const { id } = await request(orderId);

  await well(stack.up({ orderId, csr }));

  expect(stack.resource?.outputs).toMatchObject({ certificateId, status: "issued" });
  expect(await writes()).toEqual([reissueOf(orderId), `PUT /request/${id}/status`]);
  expect((await request(orderId)).status).toBe("rejected");
});

test("a key that may not decide requests takes its own back by cancelling the reissue", async () => {
  const { withKey, order, writes, makeKey, request } = await gated();
  const { orderId } = await order();
  const { apiKey } = await makeKey({ family: "services", role: "standard" });
  const own = withKey(apiKey);
  await failed(own.up({ orderId, csr: otherCsr }));
  const { id } = await request(orderId);

  await failed(own.up({ orderId, csr: keyTextOf("p384") }));

  expect(await writes()).toEqual([
    reissueOf(orderId),
    `PUT /request/${id}/status`,
    `PUT /order/certificate/${orderId}/status`,
    reissueOf(orderId),
  ]);
});

test("a colleague's pending reissue is named, and nothing of it is touched", async () => {
  const { stack, order, writes, reissue } = await gated();
  const { orderId } = await order();
  const { requestId, certificateId } = await reissue(orderId, {
    csr: otherCsr,
    dnsNames: ["theirs.example.com"],
    approval: true,
  });

  const why = await failed(stack.up({ orderId, csr: keyTextOf("p384") }));

  expect(why).toMatch(
    new RegExp(
      `not ours: asked for by Somebody Else, request ${requestId}, certificate ${certificateId}, for theirs\\.example\\.com, www\\.example\\.com\nnothing was sent`,
    ),
  );
  expect(await writes()).toEqual([]);
  expect(stack.resource).toBeUndefined();
});

test("a colleague's pending reissue that is just what is wanted is waited for, and adopted", async () => {
  const { stack, order, writes, reissue, approve } = await gated();
  const { orderId } = await order();
  const { requestId, certificateId } = await reissue(orderId, { csr: otherCsr, approval: true });

  expect(await failed(stack.up({ orderId, csr: otherCsr }))).toMatch(
    `request ${requestId} to reissue order ${orderId} waits`,
  );
  await approve(Number(requestId));
  await well(stack.up({ orderId, csr: otherCsr }));

  expect(stack.resource?.outputs).toMatchObject({ certificateId, origin: "adopted" });
  expect(await writes()).toEqual([]);
});

test("our request, cancelled by somebody in the console, is a no like any other", async () => {
  const { stack, order, writes, cancelReissue } = await gated();
  const { orderId } = await order();
  await failed(stack.up({ orderId, csr: otherCsr }));
  await cancelReissue(orderId, "wrong order");

  expect(await failed(stack.up({ orderId, csr: otherCsr }))).toMatch(/was (rejected|cancelled)/);

  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test("a direct reissue that was cancelled in the console is not asked for again", async () => {
  const { stack, order, writes, cancelReissue } = await stage({ slowIssuanceSeconds: [9_000, 9_000] });
  const { orderId } = await order();
  await failed(stack.up({ orderId, csr: otherCsr, skipApproval: true }));
  await cancelReissue(orderId);

  expect(await failed(stack.up({ orderId, csr: otherCsr, skipApproval: true }))).toMatch(
    /cancelled .*outside of Pulumi/,
  );

  expect(await writes()).toEqual([reissueOf(orderId)]);
});

const address = {
  name: "Jane Doe",
  addr1: "1 Main St",
  city: "Lehi",
  state: "UT",
  zip: "84043",
  country: "US",
  method: "STANDARD",
};

test.each([
  ["the address for the token", { shipInfo: { ...address, addr1: "2 Main St" } }],
  ["the platform", { serverPlatformId: 2 }],
  ["the comments", { comments: "as agreed" }],
] as const)("a rejected request is another one with another value of %s", async (_, corrected) => {
  const { stack, makeOrder, request, reject, writes } = await stage({
    approvalGate: true,
    csProvisioningMethods: ["ship_token", "client_app", "email"],
  });
  const { orderId } = await makeOrder({ product: "code_signing", provisioningMethod: "ship_token" });
  const program = { orderId, csProvisioningMethod: "ship_token", shipInfo: address };
  await well(stack.up(program));
  await failed(stack.up({ ...program, triggers: ["1"] }));
  await reject((await request(orderId)).id, "not like this");
  expect(await failed(stack.up({ ...program, triggers: ["1"] }))).toContain("not sent again");

  expect(await failed(stack.up({ ...program, triggers: ["1"], ...corrected }))).toContain("waits for approval");
  expect(await writes()).toEqual([reissueOf(orderId), reissueOf(orderId)]);
});
