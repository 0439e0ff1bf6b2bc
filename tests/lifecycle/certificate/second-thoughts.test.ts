import { csr, failed, keyTextOf, names, otherCsr, reissueOf, stage, well } from "./stage";

/*
 * What a hostile reader found, each as it was found: people who change their minds at the worst moment. None of it may cost
 * a second reissue, a certificate, or a setting.
 */

const gated = (more = {}) => stage({ approvalGate: true, ...more });
const secureEmail = (kind: "mailbox" | "sponsor") => ({
  product: `secure_email_${kind}`,
  commonName: "jo@example.com",
  dnsNames: [],
  emails: ["jo@example.com"],
});
/** An order whose certificate, with another key, was asked for by us and approved. */
const issuedOnApproval = async ({
  stack,
  order,
  request,
  approve,
}: Awaited<ReturnType<typeof stage>>): Promise<number> => {
  const { orderId } = await order();
  await failed(stack.up({ orderId, csr: otherCsr, ...names }));
  await approve((await request(orderId)).id);
  await well(stack.up({ orderId, csr: otherCsr, ...names }));
  return orderId;
};
const out = (s: { resource: { outputs: Record<string, unknown> } | undefined }, k: string) => s.resource?.outputs[k];

test("adoptOnly never reissues, also after a foreign pending reissue that it waited for came to nothing", async () => {
  const { stack, order, writes, reissue, request, reject } = await stage();
  const { orderId } = await order();
  await reissue(orderId, { csr: otherCsr, ...names, approval: true });
  await failed(stack.up({ orderId, csr: otherCsr, ...names, onCreate: "adoptOnly" }));
  await reject((await request(orderId)).id);
  await stack.up({ orderId, csr: otherCsr, ...names, onCreate: "adoptOnly" });
  await stack.up({ orderId, csr: otherCsr, ...names, onCreate: "adoptOnly" });
  expect(await writes()).toEqual([]);
});

test("onDelete: retain, said while our request was pending, counts for the destroy after it", async () => {
  const on = await gated({ revokeApprovalGate: false });
  const { stack, writes } = on;
  const orderId = await issuedOnApproval(on);
  const mine = Number(out(stack, "certificateId"));
  await failed(stack.up({ orderId, csr, ...names }));
  await failed(stack.up({ orderId, csr, ...names, onDelete: "retain" }));
  await stack.destroy();
  expect((await writes()).filter((w) => w.includes("revoke"))).toEqual([]);
  expect(mine).toBeGreaterThan(0);
});

test("the same with waitForIssuance: false, where the step succeeds", async () => {
  const on = await gated({ revokeApprovalGate: false });
  const { stack, writes } = on;
  const orderId = await issuedOnApproval(on);
  await well(stack.up({ orderId, csr, ...names, waitForIssuance: false }));
  await well(stack.up({ orderId, csr, ...names, waitForIssuance: false, onDelete: "retain" }));
  expect(out(stack, "onDelete")).toBe("retain");
  await well(stack.destroy());
  expect((await writes()).filter((w) => w.includes("revoke"))).toEqual([]);
});

test("destroy: a certificate that our approved request was issued meanwhile is revoked, or at least named", async () => {
  const { stack, order, approve, request, world } = await gated({ revokeApprovalGate: false });
  const { orderId, certificateId } = await order();
  await well(stack.up({ orderId, csr, ...names }));
  await failed(stack.up({ orderId, csr: otherCsr, ...names }));
  await approve((await request(orderId)).id);
  const { lines } = await well(stack.destroy());
  const live = (await world(orderId)).certificates.filter((c) => c.status === "issued" && c.id !== certificateId);
  expect({ live: live.map((c) => c.id), said: live.every((c) => lines.join().includes(String(c.id))) }).toMatchObject({
    said: true,
  });
});

test("a value of triggers that was secret does not stay in outputs once the input is gone", async () => {
  const { stack, order } = await stage();
  const { orderId } = await order();
  await well(stack.up({ orderId, csr, ...names, triggers: ["hunter2"] }));
  await well(stack.up({ orderId, csr, ...names, onDelete: "retain" }));
  expect(JSON.stringify(stack.resource?.inputs)).not.toContain("hunter2");
  expect(JSON.stringify(stack.resource?.outputs)).not.toContain("hunter2");
});

test("another hash while the request is pending: ours is cancelled and asked anew, as the preview says", async () => {
  const { stack, order, writes, request } = await gated();
  const { orderId } = await order();
  await failed(stack.up({ orderId, csr: otherCsr, ...names, signatureHash: "sha384" }));
  const { id } = await request(orderId);
  const p = await stack.preview({ orderId, csr: otherCsr, ...names, signatureHash: "sha512" });
  await failed(stack.up({ orderId, csr: otherCsr, ...names, signatureHash: "sha512" }));
  expect({ writes: await writes(), lines: p.lines }).toMatchObject({
    writes: [reissueOf(orderId), `PUT /request/${id}/status`, reissueOf(orderId)],
  });
});

test("after a rejection a change of the inputs is a new question (secure email)", async () => {
  const { stack, order, request, reject, writes } = await gated();
  const { orderId } = await order(secureEmail("sponsor"));
  const base = {
    orderId,
    csr: otherCsr,
    commonNameIndicator: "given_name_surname",
    usageDesignation: { primaryUsage: "signing" },
    emails: ["jo@example.com"],
  };
  await failed(stack.up({ ...base, individual: { firstName: "Jo", lastName: "Do" } }));
  await reject((await request(orderId)).id, "wrong surname");
  await failed(stack.up({ ...base, individual: { firstName: "Jo", lastName: "Do" } }));
  await failed(stack.up({ ...base, individual: { firstName: "Jo", lastName: "Doe" } }));
  expect((await writes()).length).toBe(2);
});

test("changed inputs after a rejection need one up, not two", async () => {
  const { stack, order, request, reject, writes } = await gated();
  const { orderId } = await order();
  await failed(stack.up({ orderId, csr: otherCsr, ...names }));
  await reject((await request(orderId)).id, "use P-384");
  await failed(stack.up({ orderId, csr: keyTextOf("p384"), ...names }));
  expect((await writes()).length).toBe(2);
});

test("minDaysRemaining above the certificate's life does not reissue day after day", async () => {
  const { stack, order, writes, wait } = await stage();
  const { orderId } = await order({ orderValidityDays: 700 } as never);
  const inputs = { orderId, csr, ...names, minDaysRemaining: 365 };
  await well(stack.up(inputs));
  for (let i = 0; i < 6; i++) {
    wait(86_400 * 1.2);
    await stack.up(inputs);
  }
  expect((await writes()).length).toBeLessThan(2);
});

test("change of mind after an approved and issued request: the issued one is among the superseded", async () => {
  const { stack, order, request, approve, world } = await gated({ revokeApprovalGate: false });
  const { orderId } = await order();
  await well(stack.up({ orderId, csr, ...names }));
  await failed(stack.up({ orderId, csr: otherCsr, ...names }));
  await approve((await request(orderId)).id);
  const { id } = (await world(orderId)).certificates.find((c) => c.status === "issued" && c.kind === "reissue") ?? {};
  await failed(stack.up({ orderId, csr, ...names }));
  expect(out(stack, "supersededCertificates")).toMatchObject([{ certificateId: id }]);
});

test("secure email: a request for another mailbox that waits for approval is waited for, not cancelled and asked anew by each up", async () => {
  const { stack, order, writes, request, approve } = await gated();
  const { orderId } = await order(secureEmail("mailbox"));
  const w = {
    orderId,
    csr,
    usageDesignation: { primaryUsage: "signing" },
    emails: ["jo@example.com", "do@example.com"],
  };
  await failed(stack.up(w));
  await failed(stack.up(w));
  await failed(stack.up(w));
  const three = await writes();
  await approve((await request(orderId)).id);
  await well(stack.up(w));
  expect(three).toEqual([reissueOf(orderId)]);
});

test("a duplicate that waits for approval", async () => {
  const { stack, order, writes, request, approve } = await gated();
  const { orderId } = await order();
  const w = { orderId, csr: otherCsr, ...names, storeReissueAsDuplicate: true };
  await failed(stack.up(w));
  await failed(stack.up(w));
  await approve((await request(orderId)).id);
  await well(stack.up(w));
  expect([await writes(), out(stack, "origin")]).toEqual([[reissueOf(orderId)], "issued"]);
});

test("onDelete said in the up whose request was rejected counts", async () => {
  const on = await gated({ revokeApprovalGate: false });
  const { stack, request, reject, writes } = on;
  const orderId = await issuedOnApproval(on);
  await failed(stack.up({ orderId, csr, ...names }));
  await reject((await request(orderId)).id);
  await failed(stack.up({ orderId, csr, ...names, onDelete: "retain" }));
  await stack.destroy();
  expect((await writes()).filter((w) => w.includes("revoke"))).toEqual([]);
});

test("a direct reissue for another mailbox, slowly issued, is waited for", async () => {
  const { stack, order, writes } = await stage({ slowIssuanceSeconds: [2000, 2000] });
  const { orderId } = await order(secureEmail("mailbox"));
  const w = {
    orderId,
    csr,
    usageDesignation: { primaryUsage: "signing" },
    emails: ["do@example.com", "jo@example.com"],
    skipApproval: true,
  };
  await failed(stack.up(w));
  await failed(stack.up(w));
  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test("an unchanged program whose first request waits: the preview says resume", async () => {
  const { stack, order } = await gated();
  const { orderId } = await order({ dnsNames: ["a.example.com"] });
  const w = { orderId, csr: otherCsr, dnsNames: ["a.example.com"] };
  await failed(stack.up(w));
  expect((await stack.preview(w)).lines.join("\n")).toMatch(/^info: resume:/m);
});

test.each(["own", "ownAndTold"] as const)(
  "an issuer that signs with a hash of its own (%s) is asked once, and then there is nothing to do",
  async (issuerHash) => {
    const { stack, order, writes } = await stage({ issuerHash });
    const { orderId } = await order();
    const program = { orderId, csr: otherCsr, ...names, signatureHash: "sha256" };
    await well(stack.up(program));
    expect(out(stack, "issuedSignatureHash")).toBe("sha384");
    expect((await well(stack.up(program, { refresh: true }))).did).toEqual(["read", "same"]);
    // another hash is another wish
    await well(stack.up({ ...program, signatureHash: "sha512" }));
    expect((await well(stack.up({ ...program, signatureHash: "sha512" }))).did).toEqual(["same"]);
    expect(await writes()).toEqual([reissueOf(orderId), reissueOf(orderId)]);
  },
);

test("what waits for an administrator is said to, though nobody waits for its issuance", async () => {
  const { stack, order } = await gated();
  const { orderId } = await order();
  const program = { orderId, csr: otherCsr, ...names, waitForIssuance: false };
  await well(stack.up(program));
  expect((await stack.preview(program)).lines.join()).toMatch(/continues a request that waits for approval/);
});

test("what was awaited as somebody else's comes to nothing: the up stops, and the next preview shows the reissue", async () => {
  const { stack, order, reissue, reject, writes } = await stage();
  const { orderId } = await order();
  const program = { orderId, csr: otherCsr, ...names };
  const { requestId } = await reissue(orderId, { csr: otherCsr, ...names, approval: true });
  await failed(stack.up(program));
  await reject(requestId ?? 0, "no");

  expect(await failed(stack.up(program))).toMatch(
    /has to be reissued, which the preview did not show\nnothing was sent; run pulumi up again/,
  );
  expect(await writes()).toEqual([]);

  expect((await stack.preview(program)).lines.join("\n")).toMatch(/info: reissue: /);
  await well(stack.up(program));
  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test("where nobody is named, a certificate of ours is told of as not proven, and left alive, and named, by destroy", async () => {
  const { stack, order, certificate } = await stage({ missingInLists: ["user_id", "email", "firstname", "lastname"] });
  const { orderId } = await order();

  const { lines } = await well(stack.up({ orderId, csr: otherCsr, ...names }));

  const id = Number(stack.resource?.outputs["certificateId"]);
  expect(lines.join("\n")).toMatch(
    new RegExp(`warn: certificate ${id}, .* nothing proves that it came of our request`),
  );
  expect((await well(stack.destroy())).lines.join("\n")).toMatch(
    new RegExp(`certificate ${id}, .* is not proven to be issued by this resource, which leaves it alone`),
  );
  expect((await certificate(orderId, id)).status).toBe("issued");
});
