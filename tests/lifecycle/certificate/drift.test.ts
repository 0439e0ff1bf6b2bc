import { csr, failed, fingerprint, keyTextOf, names, otherCsr, reissueOf, stage, well } from "./stage";

const DAY = 86_400;
const inputs = { csr, ...names };

/** A certificate of ours, issued for us. */
const kept = async (awkward: Parameters<typeof stage>[0] = {}) => {
  const scene = await stage(awkward);
  const { orderId } = await scene.order({ csr: keyTextOf("p384") });
  await well(scene.stack.up({ orderId, ...inputs }));
  await scene.clearHistory();
  return { ...scene, orderId, certificateId: Number(scene.stack.resource?.outputs["certificateId"]) };
};

test("when nothing happened, a refresh is one request, and changes nothing", async () => {
  const { stack, orderId, history } = await kept();
  const before = stack.resource?.outputs;

  await well(stack.refresh());

  expect(stack.resource?.outputs).toEqual(before);
  expect((await history()).map(({ path }) => path)).toEqual([`/services/v2/order/certificate/${orderId}`]);
});

test("a certificate revoked behind our back is described, and reissued by the next up", async () => {
  const { stack, orderId, certificateId, revoke, writes } = await kept();
  await revoke(certificateId, "keyCompromise");

  await well(stack.refresh());
  expect(stack.resource?.outputs).toMatchObject({ certificateId, status: "revoked" });
  expect((await stack.preview({ orderId, ...inputs })).lines.join()).toMatch(
    /warn: certificate \d+ was revoked, and its key would be certified again.*info: reissue: revoked outside of Pulumi/,
  );
  await well(stack.up({ orderId, ...inputs }));

  expect(stack.resource?.outputs).toMatchObject({ status: "issued" });
  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test("a certificate whose time is over is seen as expired, and reissued", async () => {
  const { stack, orderId, wait, writes } = await kept();
  wait(250 * DAY);

  await well(stack.refresh());
  expect(stack.resource?.outputs).toMatchObject({ status: "expired" });
  await well(stack.up({ orderId, ...inputs }));

  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test.each([
  ["another key", { csr: otherCsr }, /key-changed-elsewhere|reissued outside of Pulumi with another key/],
  [
    "a name less",
    { dnsNames: ["a.example.com"] },
    /reissued outside of Pulumi with other names .*lacks b\.example\.com/,
  ],
  ["another hash", { signatureHash: "sha384" }, /reissued outside of Pulumi with another signature hash/],
])(
  "somebody's reissue with %s is told with its reason; the outputs stay ours; an up repairs it",
  async (_, other, why) => {
    const { stack, orderId, certificateId, reissue, writes } = await kept();
    await reissue(orderId, { csr, ...names, ...other });
    const program = { orderId, ...inputs, signatureHash: "sha256" };

    await well(stack.refresh());
    expect(stack.resource?.outputs).toMatchObject({ certificateId, publicKeySha256: fingerprint("p256") });
    expect((await stack.preview(program)).lines.join()).toMatch(why);
    await well(stack.up(program));

    expect(await writes()).toEqual([reissueOf(orderId)]);
    expect((await well(stack.up(program, { refresh: true }))).did).toEqual(["read", "same"]);
  },
);

test("somebody's reissue with a name more is only undone when that is allowed", async () => {
  const { stack, orderId, reissue, writes } = await kept();
  await reissue(orderId, { csr, ...names, dnsNames: [...names.dnsNames, "shop.example.com"] });

  expect(await failed(stack.up({ orderId, ...inputs }, { refresh: true }))).toMatch(/would remove shop\.example\.com/);
  expect(await writes()).toEqual([]);
  await well(stack.up({ orderId, ...inputs, allowSanRemoval: true }));

  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test("a certificate as wanted that DigiCert issued of itself is taken over without a write, and not ours to revoke", async () => {
  const { stack, order, wait, writes, world, destroy } = await (async () => {
    const scene = await stage({ multiYearPlan: true });
    return { ...scene, destroy: () => scene.stack.destroy() };
  })();
  const { orderId, certificateId } = await order({ autoReissue: true, orderValidityDays: 730, validityDays: 199 });
  await well(stack.up({ orderId, ...inputs, minDaysRemaining: 10 }));
  wait(180 * DAY);
  const newest = (await world(orderId)).certificates.at(-1);
  expect(newest?.id).not.toBe(certificateId);

  await well(stack.up({ orderId, ...inputs, minDaysRemaining: 10 }, { refresh: true }));

  expect(stack.resource?.outputs).toMatchObject({ certificateId: newest?.id, origin: "adopted", status: "issued" });
  await well(destroy());
  expect(await writes()).toEqual([]);
});

test("a colleague's reissue that is just as wanted is taken over; ours, now replaced, is still ours", async () => {
  const { stack, orderId, certificateId, reissue, writes } = await kept();
  const { certificateId: theirs } = await reissue(orderId, { csr, ...names });

  await well(stack.up({ orderId, ...inputs }, { refresh: true }));

  expect(stack.resource?.outputs).toMatchObject({
    certificateId: theirs,
    origin: "adopted",
    supersededCertificates: [expect.objectContaining({ certificateId })],
  });
  expect(await writes()).toEqual([]);
});

test("names that the CA adds of itself are no drift", async () => {
  const { stack, order, writes } = await stage({ wwwAdded: true });
  const { orderId } = await order({ commonName: "example.com", dnsNames: [] });
  const program = { orderId, csr: otherCsr, commonName: "example.com", dnsNames: ["shop.example.com"] };
  await well(stack.up({ ...program, allowSanRemoval: true }));

  const ended = await well(stack.up({ ...program, allowSanRemoval: true }, { refresh: true }));

  expect(ended.did).toEqual(["read", "same"]);
  expect(stack.resource?.outputs).toMatchObject({ internal: { caNames: ["www.example.com"] } });
  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test("when the coverage ends too soon, nothing is reissued: the user is told to renew the order", async () => {
  const { stack, order, wait, writes } = await stage();
  const { orderId } = await order({ orderValidityDays: 60 });
  await well(stack.up({ orderId, ...inputs }));
  wait(50 * DAY);

  const ended = await well(stack.up({ orderId, ...inputs }));

  expect(ended.did).toEqual(["same"]);
  expect(ended.lines.join()).toMatch(/warn: not reissued: order \d+ is covered until .*; renew the order/);
  expect(await writes()).toEqual([]);
});

test.each([
  ["a key that CertCentral does not know", async () => "sim-wrong", /order|key/i],
  [
    "a key of another account",
    async ({ makeKey }: Awaited<ReturnType<typeof stage>>) =>
      (await makeKey({ family: "services", role: "admin", account: "other" })).apiKey,
    /order \d+ is not visible to this API key\ncheck orderId, and that the key belongs to the order's account .*--run-program/,
  ],
])("with %s a refresh fails, and nothing is taken for gone", async (_, key, why) => {
  const scene = await kept();
  const blind = scene.withKey(await key(scene));

  expect(await failed(blind.refresh())).toMatch(why);
  expect(blind.resource).toEqual(scene.stack.resource);
  expect(await failed(blind.destroy())).toMatch(why);
  expect(blind.resource).toEqual(scene.stack.resource);
});

test("a download that answers with another certificate of the order is not believed", async () => {
  const { stack, order, wait, world } = await stage({ sameDownload: 1 });
  const { orderId } = await order();
  await well(stack.up({ orderId, csr }));

  const ended = await stack.up({ orderId, csr: otherCsr });
  const issued = (await world(orderId)).certificates.at(-1);

  // With the other road to the certificate open it is proven; what is never reported is the wrong one.
  wait(1);
  const outputs = stack.resource?.outputs ?? {};
  if (ended.ok)
    expect(outputs).toMatchObject({ certificateId: issued?.id, publicKeySha256: fingerprint("p256-other") });
  else expect(outputs).toMatchObject({ publicKeySha256: fingerprint("p256"), status: "pending" });
});

test.each([false, true])(
  "a refresh leaves pending what is pending (duplicate: %s)",
  async (storeReissueAsDuplicate) => {
    const { stack, order, request, approve } = await stage({ approvalGate: true });
    const { orderId } = await order();
    const program = { orderId, csr: otherCsr, ...names, storeReissueAsDuplicate, waitForIssuance: false };
    await well(stack.up(program));
    await approve((await request(orderId)).id);
    await well(stack.up(program));
    await well(stack.up({ ...program, triggers: ["1"] }));

    await well(stack.refresh());

    expect(stack.resource?.outputs).toMatchObject({ status: "pending", pending: { requestIds: [expect.any(Number)] } });
  },
);
