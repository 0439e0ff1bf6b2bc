import type { AwkwardValues } from "../../simulator/src";
import { LONGEST_LAG_SECONDS } from "../../simulator/src/awkward/limits";
import { csr, failed, fingerprint, keyTextOf, names, otherCsr, reissueOf, stage, well } from "./stage";

/*
 * What an answer lacks is no evidence: a word that nobody knows, a page behind its list, a member left out. Nothing is
 * paid for, cancelled or revoked because of it.
 */

const cases = (values: readonly Partial<AwkwardValues>[]) =>
  values.map((awkward) => [JSON.stringify(awkward), awkward] as const);

const NOBODY_NAMED = { missingInLists: ["user_id", "email", "firstname", "lastname", "user"] } as const;

test.each(
  cases([
    { listedStatusWords: { issued: "active" } },
    { certificateStatusWords: { issued: "Issued" } },
    { certificateStatusWords: { issued: "good" }, listedStatusWords: { issued: "good" } },
    { orderStatusWords: { issued: "complete" } },
    { orderPageLag: [1, 0] },
    { orderPageLag: [0, 30] },
    { listLag: [2, 30] },
  ]),
)("what was issued is shown in a form that nobody knows (%s): four ups make one reissue", async (_, awkward) => {
  const { stack, order, writes } = await stage(awkward);
  const { orderId } = await order();
  const program = { orderId, csr: otherCsr, ...names };

  for (const _up of [1, 2, 3, 4]) await stack.up(program);
  await well(stack.up(program));

  expect(await writes()).toEqual([reissueOf(orderId)]);
  expect(stack.resource?.outputs).toMatchObject({ status: "issued", publicKeySha256: fingerprint("p256-other") });
});

test.each(cases([{ listedBeforeApproval: "absent" }, { listedBeforeApproval: "bare" }]))(
  "our own request that the list does not show (%s) is waited for, and taken back only for another wish",
  async (_, awkward) => {
    const { stack, order, writes, request } = await stage({ approvalGate: true, ...awkward });
    const { orderId } = await order();
    const program = { orderId, csr: otherCsr, ...names };
    for (const _up of [1, 2, 3]) expect(await failed(stack.up(program))).toMatch(/waits for approval/);
    expect(await writes()).toEqual([reissueOf(orderId)]);
    const { id, status } = await request(orderId);
    expect(status).toBe("pending");

    await failed(stack.up({ ...program, csr: keyTextOf("p384") }));

    expect(await writes()).toEqual([reissueOf(orderId), `PUT /request/${id}/status`, reissueOf(orderId)]);
  },
);

test("our request never arrived, and a colleague asks with the same CSR: destroy leaves his alone, and names it", async () => {
  const { stack, order, fault, reissue, request, certificate, writes } = await stage();
  const { orderId } = await order();
  await well(stack.up({ orderId, csr, ...names }));
  await fault({ method: "POST", path: "/reissue", kind: "drop", times: 1 });
  await failed(stack.up({ orderId, csr: otherCsr, ...names }));
  const theirs = await reissue(orderId, { csr: otherCsr, ...names, approval: true });
  const before = await writes();

  const { lines } = await well(stack.destroy());

  expect(lines.join("\n")).toMatch(
    new RegExp(`order ${orderId} has a pending reissue \\(request ${theirs.requestId}\\) that is not proven ours`),
  );
  expect((await certificate(orderId, theirs.certificateId)).status).toBe("pending");
  expect((await request(orderId)).status).toBe("pending");
  expect(await writes()).toEqual(before);
});

test.each(cases([{}, NOBODY_NAMED, { listedBeforeApproval: "absent" }]))(
  "after a lost answer nobody's open request is called ours (%s)",
  async (_, awkward) => {
    const { stack, order, fault, reissue, writes, request } = await stage(awkward);
    const { orderId } = await order();
    await well(stack.up({ orderId, csr, ...names }));
    await fault({ method: "POST", path: "/reissue", kind: "drop", times: 1 });
    await failed(stack.up({ orderId, csr: otherCsr, ...names }));
    const { requestId } = await reissue(orderId, { csr: keyTextOf("p384"), ...names, approval: true });
    const before = await writes();

    const said = await failed(stack.up({ orderId, csr: otherCsr, ...names }));

    expect(said).toMatch(new RegExp(`pending reissue that is not ours.*request ${requestId}`));
    expect(said).not.toMatch(/approve it/);
    expect(await writes()).toEqual(before);
    expect((await request(orderId)).status).toBe("pending");
  },
);

describe("a request whose answer was lost, and that never arrived", () => {
  const lost = async () => {
    const at = await stage();
    const { orderId } = await at.order();
    await well(at.stack.up({ orderId, csr, ...names }));
    const program = { orderId, csr: otherCsr, ...names };
    await at.fault({ method: "POST", path: "/reissue", kind: "drop", times: 1 });
    await failed(at.stack.up(program));
    return { ...at, orderId, program };
  };

  test("is asked for again after two looks, further apart than anything lags; the row says that it looks first", async () => {
    const { stack, program, time, orderId, history, clearHistory } = await lost();
    await clearHistory();
    const before = time.now;

    const { lines } = await well(stack.up(program));

    expect(lines.join("\n")).toMatch("resume: looks for what became of an earlier request");
    expect(lines.join("\n")).toMatch("and asks again if nothing did");
    expect(time.now - before).toBeGreaterThan(LONGEST_LAG_SECONDS * 1000);
    const calls = (await history()).map(({ method, path }) => `${method} ${path.replace("/services/v2", "")}`);
    const looks = calls.slice(0, calls.indexOf(reissueOf(orderId)));
    for (const seen of [`/order/certificate/${orderId}`, `/order/certificate/${orderId}/reissue`, "/request"])
      expect([seen, looks.filter((call) => call.split("?")[0] === `GET ${seen}`).length > 1]).toEqual([seen, true]);
    expect(calls.filter((call) => call.startsWith("POST"))).toEqual([reissueOf(orderId)]);
  });

  test("is not asked for again where the key may not list requests, but for a changed trigger, whose row says the risk", async () => {
    const { stack, program, orderId, fault, writes } = await lost();
    await fault({ method: "GET", path: "/services/v2/request", kind: "status:403", times: 2 });

    expect(await failed(stack.up(program))).toMatch(
      /cannot list the requests that wait for approval.*change a value in triggers to ask once more.*DigiCert may issue both/s,
    );
    expect(await writes()).toEqual([reissueOf(orderId)]);
    await fault({ method: "GET", path: "/services/v2/request", kind: "status:403", times: 2 });
    const { lines } = await well(stack.up({ ...program, triggers: ["1"] }));

    expect(lines.join("\n")).toMatch(/reissue: triggers changed; .*else DigiCert may issue both/);
    expect(lines.join("\n")).toMatch("warn: the earlier request was never seen to end; DigiCert may issue both");
    expect(await writes()).toEqual([reissueOf(orderId), reissueOf(orderId)]);
  });
});

test("a duplicate made anew takes the one that lives longest", async () => {
  const { stack, order, reissue, wait, writes } = await stage();
  const { orderId } = await order();
  const wish = { csr: otherCsr, ...names, storeAsDuplicate: true };
  await reissue(orderId, wish);
  wait(20 * 86_400);
  const { certificateId } = await reissue(orderId, wish);

  await well(stack.up({ orderId, csr: otherCsr, ...names, storeReissueAsDuplicate: true }));

  expect(stack.resource?.outputs).toMatchObject({ certificateId, origin: "adopted" });
  expect(await writes()).toEqual([]);
});

test.each(
  cases([
    { missingOnOrderPage: ["dns_names"] },
    { missingOnOrderPage: ["common_name"] },
    { missingOnOrderPage: ["csr"] },
    { certificateStatusWords: { issued: "in_use" }, certificateStatusAbsent: false },
    { missingOnOrderPage: ["dns_names", "common_name", "csr"] },
  ]),
)("a create adopts by the certificate itself where the order's page leaves something out (%s)", async (_, awkward) => {
  const { stack, order, writes } = await stage(awkward);
  const { orderId, certificateId } = await order();

  await well(stack.up({ orderId, csr, ...names }));

  expect(stack.resource?.outputs).toMatchObject({ certificateId, origin: "adopted", status: "issued" });
  expect(await writes()).toEqual([]);
});

test("a create over a certificate that can be neither read nor downloaded asks for nothing, and says what to do", async () => {
  const { stack, order, fault, writes } = await stage({ certificateStatusWords: { issued: "in_use" } });
  const { orderId } = await order();
  await fault({ method: "GET", path: "/download", kind: "status:404", times: 9 });

  const said = await failed(stack.up({ orderId, csr, ...names }));

  expect(said).toMatch(/does not show a status that is known here \(it says "in_use"\).*run pulumi up again/s);
  expect(await writes()).toEqual([]);
});

test("a colleague's certificate with our key and names, and nobody named, is left alive at destroy, and named", async () => {
  const { stack, order, fault, reissue, certificate } = await stage({ ...NOBODY_NAMED, revokeApprovalGate: false });
  const { orderId } = await order();
  await well(stack.up({ orderId, csr, ...names }));
  await fault({ method: "POST", path: "/reissue", kind: "drop", times: 1 });
  await failed(stack.up({ orderId, csr: otherCsr, ...names }));
  const theirs = await reissue(orderId, { csr: otherCsr, ...names });

  const { lines } = await well(stack.destroy());

  expect(lines.join("\n")).toMatch(
    new RegExp(`certificate ${theirs.certificateId}\\b.* is left alone: it may have come of this resource's request`),
  );
  expect((await certificate(orderId, theirs.certificateId)).status).toBe("issued");
});

test.each(["destroyed", "changed"])(
  "ours is being issued while a colleague's request waits unlisted, and the resource is %s: his is not cancelled with ours",
  async (what) => {
    const { sim, stack, order, world, makeKey } = await stage({
      approvalGate: true,
      slowIssuanceSeconds: [9_000, 9_000],
      listedBeforeApproval: "absent",
      reissueWhilePending: "allow",
    });
    const { orderId } = await order();
    const program = { orderId, ...names, skipApproval: true, waitForIssuance: false };
    await well(stack.up({ ...program, csr: otherCsr }));
    const colleague = await makeKey({ family: "services", role: "standard" });
    const body = JSON.stringify({
      certificate: {
        csr: keyTextOf("p384").trim().replaceAll("\n", ""),
        common_name: names.commonName,
        dns_names: names.dnsNames,
        server_platform: { id: -1 },
        signature_hash: "sha256",
      },
    });
    const answer = await sim.fetch(`${sim.baseUrl}/order/certificate/${orderId}/reissue`, {
      method: "POST",
      headers: {
        "X-DC-DEVKEY": colleague.apiKey,
        "content-type": "application/json",
        "content-length": String(body.length),
        "user-agent": "test",
      },
      body,
    });
    expect(answer.status).toBe(201);

    if (what === "destroyed") await stack.destroy();
    else
      expect(await failed(stack.up({ ...program, csr: keyTextOf("rsa-2048") }))).toContain(
        "has a pending reissue that is not ours",
      );

    const { requests, certificates } = await world(orderId);
    expect(requests.map(({ status }) => status)).toEqual(["pending"]);
    expect(certificates.map(({ status }) => status)).toEqual(["issued", "pending", "pending"]);
  },
);
