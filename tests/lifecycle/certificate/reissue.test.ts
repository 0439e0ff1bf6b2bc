import { createHash, X509Certificate } from "node:crypto";
import { csr, failed, fingerprint, keyTextOf, names, otherCsr, reissueOf, stage, well } from "./stage";

const keyOf = (pem: unknown): string =>
  createHash("sha256")
    .update(new X509Certificate(String(pem)).publicKey.export({ type: "spki", format: "der" }))
    .digest("hex");

test("a certificate that is as wanted is adopted: nothing is written, then or later", async () => {
  const { stack, order, writes } = await stage();
  const { orderId, certificateId } = await order();

  await well(stack.up({ orderId, csr, ...names }));

  expect(stack.resource).toMatchObject({
    id: String(orderId),
    outputs: { certificateId, status: "issued", origin: "adopted", publicKeySha256: fingerprint("p256") },
  });
  const again = await well(stack.up({ orderId, csr, ...names }));
  expect(again).toMatchObject({ calls: 0, did: ["same"] });
  expect(await writes()).toEqual([]);
});

test("adoptOnly writes nothing, and tells what differs", async () => {
  const { stack, order, writes } = await stage();
  const { orderId } = await order();

  const why = await failed(
    stack.up({ orderId, csr: otherCsr, dnsNames: ["a.example.com", "c.example.com"], onCreate: "adoptOnly" }),
  );

  expect(why).toMatch(/it lacks c\.example\.com\nit also has b\.example\.com\nit carries another key/);
  expect(stack.resource).toBeUndefined();
  expect(await writes()).toEqual([]);
});

test.each([
  ["a request (shape A)", {}],
  ["the certificate's id (shape B)", { skipApproval: true }],
])("a reissue answered with %s is found, proven by its key, and asked for once", async (_, how) => {
  const { stack, order, writes, certificate } = await stage({ slowIssuanceSeconds: [5, 5] });
  const { orderId, certificateId } = await order();

  await well(stack.up({ orderId, csr: otherCsr, ...how }));

  expect(await writes()).toEqual([reissueOf(orderId)]);
  const outputs = stack.resource?.outputs ?? {};
  expect(outputs).toMatchObject({ status: "issued", origin: "issued", internal: { reissueCount: 1 }, ...how });
  expect(outputs["certificateId"]).not.toBe(certificateId);
  expect(keyOf(outputs["certificatePem"])).toBe(fingerprint("p256-other"));
  expect((await certificate(orderId, Number(outputs["certificateId"]))).primary).toBe(true);
  expect((await well(stack.up({ orderId, csr: otherCsr, ...how }))).did).toEqual(["same"]);
});

test("without waiting, the step ends at once as pending, the outputs stay, and the next up has nothing to ask", async () => {
  const { stack, order, writes, wait } = await stage({ slowIssuanceSeconds: [60, 60] });
  const { orderId, certificateId } = await order();
  await well(stack.up({ orderId, csr }));
  const before = stack.resource?.outputs["issuanceId"];

  await well(stack.up({ orderId, csr: otherCsr, waitForIssuance: false }));

  expect(stack.resource?.outputs).toMatchObject({
    status: "pending",
    certificateId,
    publicKeySha256: fingerprint("p256"),
  });
  expect(stack.resource?.outputs["issuanceId"]).not.toBe(before);
  wait(120);
  await well(stack.up({ orderId, csr: otherCsr, waitForIssuance: false }));
  expect(stack.resource?.outputs).toMatchObject({ status: "issued", publicKeySha256: fingerprint("p256-other") });
  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test("an issuance that takes too long ends as unfinished with what to do, and is continued", async () => {
  const { stack, order, writes } = await stage({ slowIssuanceSeconds: [3_600, 3_600] });
  const { orderId } = await order();

  expect(await failed(stack.up({ orderId, csr: otherCsr }))).toMatch(
    /has not issued the certificate within 600 s\nrun pulumi up again/,
  );
  await well(stack.up({ orderId, csr: otherCsr, timeouts: { issuance: 4_000 } }));

  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test("domains that are still to be proven end the step at once, naming them; afterwards it goes on", async () => {
  const { stack, order, writes, validate } = await stage();
  const { orderId } = await order({ product: "ssl_dv_geotrust_flex", dcv: true });

  const why = await failed(stack.up({ orderId, csr: otherCsr, skipApproval: true, dcvMethod: "dns-txt-token" }));
  expect(why).toMatch(/waits for proof of control of .*example\.com\npublish the output dcvRandomValue/);
  expect(stack.resource?.outputs["dcvRandomValue"]).toEqual(expect.any(String));
  await validate(orderId);
  await well(stack.up({ orderId, csr: otherCsr, skipApproval: true, dcvMethod: "dns-txt-token" }));

  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test("a certificate near its end is renewed with the same key, once, and the renewal is told from what was there", async () => {
  const { stack, order, writes, wait } = await stage();
  const { orderId, certificateId } = await order({ validityDays: 60 });
  await well(stack.up({ orderId, csr }));
  wait(45 * 86_400);

  const seen = "[code=expires-soon severity=attention until=2027-01-20]";
  expect((await well(stack.preview({ orderId, csr }))).lines).toEqual([
    `info: reissue: 14 days left, below 19; unless order ${orderId} is closed, or somebody else reissues it: --refresh looks ${seen}`,
  ]);
  expect((await well(stack.preview({ orderId, csr }, { refresh: true }))).lines).toEqual([
    `info: reissue: 14 days left, below 19 ${seen}`,
  ]);
  await well(stack.up({ orderId, csr }));

  expect(await writes()).toEqual([reissueOf(orderId)]);
  expect(stack.resource?.outputs["certificateId"]).not.toBe(certificateId);
  expect(stack.resource?.outputs["publicKeySha256"]).toBe(fingerprint("p256"));
  expect((await well(stack.up({ orderId, csr }))).did).toEqual(["same"]);
});

test("a trigger reissues with the same key and names", async () => {
  const { stack, order, writes } = await stage();
  const { orderId, certificateId } = await order();
  await well(stack.up({ orderId, csr, triggers: { n: 1 } }));

  await well(stack.up({ orderId, csr, triggers: { n: 2 } }));

  expect(await writes()).toEqual([reissueOf(orderId)]);
  expect(stack.resource?.outputs["certificateId"]).not.toBe(certificateId);
});

test("a name is not taken off the live certificate unless that is allowed, adoption included", async () => {
  const { stack, order, writes, certificate } = await stage();
  const { orderId, certificateId } = await order();
  const inputs = { orderId, csr, commonName: "www.example.com", dnsNames: ["a.example.com"] };

  expect(await failed(stack.up(inputs))).toMatch(
    new RegExp(
      `would remove b\\.example\\.com.*\n.*revoke every earlier certificate.*, among them certificate ${certificateId}, serial .*\nset allowSanRemoval`,
    ),
  );
  expect(await writes()).toEqual([]);
  const ended = await well(stack.up({ ...inputs, allowSanRemoval: true }));

  expect(ended.lines.join("\n")).toMatch(/warn: removes b\.example\.com: DigiCert revokes every earlier certificate/);
  expect((await certificate(orderId, certificateId)).revocationDue).not.toBeNull();
});

test("an order that was never issued, is closed, or is another product is refused before anything is written", async () => {
  const { stack, order, writes, revokeOrder } = await stage();
  const revoked = await order();
  await revokeOrder(revoked.orderId);
  const basic = await order();

  expect(await failed(stack.up({ orderId: revoked.orderId, csr }))).toMatch(
    /is revoked: nothing can be reissued on it/,
  );
  expect(await failed(stack.up({ orderId: basic.orderId, csr, product: "ssl_plus" }))).toMatch(
    /is ssl_basic, not ssl_plus/,
  );
  expect(await failed(stack.up({ orderId: 999, csr }))).toMatch(/order 999 is not visible to this API key/);
  expect(await writes()).toEqual([]);
  expect(stack.resource).toBeUndefined();
});

test("a replaced certificate of ours is revoked when its grace is over, and not before", async () => {
  const { stack, order, writes, wait, certificate } = await stage({ revokeApprovalGate: false });
  const { orderId } = await order();
  const superseded = { action: "revoke", afterHours: 24 };
  await well(stack.up({ orderId, csr: otherCsr, superseded }));
  const first = Number(stack.resource?.outputs["certificateId"]);
  await well(stack.up({ orderId, csr, superseded }));

  expect((await well(stack.up({ orderId, csr, superseded }))).did).toEqual(["same"]);
  wait(25 * 3_600);
  expect((await well(stack.preview({ orderId, csr, superseded }))).lines.join()).toMatch(
    new RegExp(`info: retire: revokes superseded certificate ${first}, serial`),
  );
  await well(stack.up({ orderId, csr, superseded }));

  expect((await certificate(orderId, first)).status).toBe("revoked");
  expect(await writes()).toEqual([reissueOf(orderId), reissueOf(orderId), `PUT /certificate/${first}/revoke`]);
  expect((await well(stack.up({ orderId, csr, superseded }))).did).toEqual(["same"]);
});

test("the certificate that was only found is not revoked when it is replaced", async () => {
  const { stack, order, writes, wait } = await stage();
  const { orderId } = await order();
  const superseded = { action: "revoke", afterHours: 0 };
  await well(stack.up({ orderId, csr, superseded }));
  await well(stack.up({ orderId, csr: otherCsr, superseded }));
  wait(3_600);

  expect((await well(stack.up({ orderId, csr: otherCsr, superseded }))).did).toEqual(["same"]);
  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test("a duplicate beside the primary certificate: issued once, kept, and the primary stays", async () => {
  const { stack, order, writes, certificate } = await stage();
  const { orderId, certificateId } = await order();
  const inputs = { orderId, csr: otherCsr, storeReissueAsDuplicate: true };

  await well(stack.up(inputs));
  const mine = Number(stack.resource?.outputs["certificateId"]);

  expect((await certificate(orderId, certificateId)).primary).toBe(true);
  expect(await certificate(orderId, mine)).toMatchObject({ duplicate: true, spkiSha256: fingerprint("p256-other") });
  expect((await well(stack.up(inputs, { refresh: true }))).did).toEqual(["read", "same"]);
  expect(await writes()).toEqual([reissueOf(orderId)]);
});

describe.each([false, true])("a certificate that lacks what was asked for (skipApproval: %s)", (skipApproval) => {
  test("is told of, and asked for again only when something else is wanted", async () => {
    const { stack, makeOrder, writes } = await stage();
    // The order of a mark certificate tells no names.
    const { orderId } = await makeOrder({
      product: "vmc_basic",
      commonName: "Example Inc.",
      dnsNames: ["a.example.com"],
    });
    const program = { orderId, csr: otherCsr, dnsNames: ["a.example.com", "b.example.com"], skipApproval };
    await failed(stack.up(program));

    for (let i = 0; i < 3; i++)
      expect(await failed(stack.up(program))).toMatch(
        /not what was asked for:\nit lacks a.example.com, b.example.com\n/,
      );
    expect(await writes()).toEqual([reissueOf(orderId)]);
    await failed(stack.up({ ...program, triggers: ["once more"] }));
    expect(await writes()).toEqual([reissueOf(orderId), reissueOf(orderId)]);
  });
});

test("a program that makes a key at each run is told so at the second reissue for nothing else, and is not refused", async () => {
  const { stack, order, writes, wait } = await stage();
  const { orderId } = await order();
  const DAY = 86_400;
  const warnings = async (key: string): Promise<string[]> =>
    (await well(stack.up({ orderId, ...names, csr: keyTextOf(key) }))).lines.filter((line) => line.startsWith("warn"));
  const again = [
    "warn: key changed again: does the program make one at each run? [code=key-changed-again severity=attention]",
  ];

  expect(await warnings("p256")).toEqual([]);
  expect(await warnings("p256-other")).toEqual([]);
  wait(DAY - 60);
  expect(await warnings("p384")).toEqual(again);
  expect((await well(stack.preview({ orderId, ...names, csr }))).lines).toEqual(expect.arrayContaining(again));
  wait(DAY + 60);
  expect(await warnings("p256")).toEqual([]);
  expect(await writes()).toEqual([1, 2, 3].map(() => reissueOf(orderId)));
});
