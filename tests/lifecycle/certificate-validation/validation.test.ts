import { certificateValidation as validation } from "../../../provider/resources";
import { makeKey } from "../central";
import { NAMES, unfinished, type Validating, validating } from "./stage";

const METHODS = ["dns-txt-token", "dns-cname-token", "http-token"] as const;

let scene: Validating;
const setUp = async (...how: Parameters<typeof validating>): Promise<void> => {
  scene = await validating(...how);
};

describe.each(METHODS)("%s", (dcvMethod) => {
  test.each(["base_domain", "fqdn"] as const)(
    "scope %s: the records that the certificate tells are all it takes",
    async (scope) => {
      await setUp({ dcvMethod, certificateDcvScope: scope });
      const asked = await scene.ask();
      const exact = scope === "fqdn" || dcvMethod === "http-token";
      expect(asked).toMatchObject({ status: "pending", dcvRandomValue: expect.any(String) });
      expect(asked.dcvRecords?.map(({ domain }) => domain)).toEqual(exact ? NAMES : ["example.com", "example.org"]);
      await scene.publish(asked.dcvRecords);

      const state = await scene.create(scene.wired(asked));

      expect(state.status).toBe("issued");
      scene.expectLeaf(state);
      expect(await scene.checks()).toBe(1);
      expect(scene.cc.run.waits).toEqual([]);
      expect(validation.plan(state, scene.wired(asked), scene.cc.run.now()).action).toBe("nothing");
      await scene.cc.clearHistory();
      expect(await validation.read("", state, scene.cc.ctx())).toEqual(state);
      expect(await scene.cc.history()).toEqual([]);
    },
  );

  test("a record is missing: pending, with the names, what to publish, and the next step; then it goes on", async () => {
    await setUp({ dcvMethod, certificateDcvScope: "fqdn" });
    const asked = await scene.ask();
    await scene.publish(asked.dcvRecords?.slice(0, 2));

    const { state, reasons } = await unfinished(validation.create(scene.wired(asked), scene.cc.ctx()));

    const token = asked.dcvRandomValue;
    const missing = {
      "dns-txt-token": `missing: TXT www.example.com "${token}"`,
      "dns-cname-token": `missing: CNAME ${token}.www.example.com dcv.digicert.com`,
      "http-token": `missing: a file at http://www.example.com/.well-known/pki-validation/fileauth.txt with the text ${token}`,
    }[dcvMethod];
    expect(reasons).toEqual([
      `order ${scene.orderId} waits for proof of control of www.example.com (${dcvMethod})`,
      missing,
      "then run pulumi up again: it looks at once, and asks for nothing twice (timeouts.issuance: how long it waits)",
    ]);
    expect(state).toMatchObject({ status: "pending", missingNames: ["www.example.com"] });
    // DigiCert's own schedule, within ten minutes: every minute.
    expect(scene.cc.run.waits).toEqual(Array.from({ length: 10 }, () => 60_000));
    expect(validation.plan(state, scene.wired(asked), scene.cc.run.now())).toMatchObject({
      action: "resume",
      reasons: [{ code: "names-missing", names: ["www.example.com"] }],
    });

    await scene.publish(asked.dcvRecords);
    scene.expectLeaf(await scene.again(state));
    expect(await scene.reissues()).toBe(1);
  });
});

test("a record that appears while it waits is found at the next look", async () => {
  await setUp({ dcvMethod: "dns-txt-token" });
  const asked = await scene.ask();
  const ctx = scene.cc.ctx();
  const sleep = async (ms: number): Promise<void> => {
    if (scene.cc.run.waits.length === 2) await scene.publish(asked.dcvRecords);
    await scene.cc.run.sleep(ms);
  };

  const { state } = await validation.create(scene.wired(asked), { ...ctx, run: { ...scene.cc.run, sleep } });

  scene.expectLeaf(state);
  expect(scene.cc.run.lines.at(-1)).toMatch(/^info: issued: certificate \d+, serial \w+, valid until /);
  expect(scene.cc.run.waits.filter((ms) => ms === 60_000).length).toBe(3);
  expect(scene.cc.run.lines).toContain("progress: waiting for proof of control of example.com, example.org (60 s)");
});

test("the next reissue is validated without being told, and its predecessor stays in the outputs until then", async () => {
  await setUp({ dcvMethod: "dns-txt-token" });
  const first = await scene.ask();
  await scene.publish(first.dcvRecords);
  const issued = await scene.create(scene.wired(first));
  const reconciled = await scene.ask(first);
  expect(reconciled).toMatchObject({
    status: "issued",
    certificateId: issued.certificateId,
    dcvRecords: first.dcvRecords,
  });
  expect(validation.plan(issued, scene.wired(reconciled), scene.cc.run.now()).action).toBe("nothing");
  await scene.cc.withdraw();
  scene.cc.run.advance(2 * 86_400_000);

  const next = await makeKey();
  const asked = await scene.ask(reconciled, { csr: next.csr });
  expect(validation.plan(issued, scene.wired(asked), scene.cc.run.now())).toMatchObject({
    action: "validate",
    reasons: [{ code: "issuance-changed" }],
  });
  const { state } = await unfinished(scene.again(issued, scene.wired(asked, { timeouts: { issuance: 1 } })));
  expect(state).toMatchObject({ status: "pending", certificatePem: issued.certificatePem });
  await scene.publish(asked.dcvRecords);
  scene.expectLeaf(await scene.again(state, scene.wired(asked)), NAMES, next);
});

test("an expired random value is made anew, and shown by the certificate before it is looked for", async () => {
  await setUp({ dcvMethod: "dns-txt-token" });
  const asked = await scene.ask();
  await scene.publish(asked.dcvRecords);
  scene.cc.run.advance(31 * 86_400_000);

  const { state, reasons } = await unfinished(
    validation.create(scene.wired(asked, { timeouts: { issuance: 1 } }), scene.cc.ctx()),
  );
  const renewed = await scene.ask(asked);

  expect(renewed.dcvRandomValue).not.toBe(asked.dcvRandomValue);
  expect(reasons).toContain(`missing: TXT example.com "${renewed.dcvRandomValue}"`);
  await scene.publish(renewed.dcvRecords);
  scene.expectLeaf(await scene.again(state, scene.wired(renewed)));
  expect(await scene.reissues()).toBe(1);
});

test("the answer to the reissue was lost: the random value is asked for", async () => {
  await setUp({ dcvMethod: "dns-cname-token" });
  await scene.cc.fault({ method: "POST", path: "/reissue", kind: "lose-answer", times: 1 });

  const asked = await scene.ask();

  expect(asked.dcvRandomValue).toBe((await scene.cc.order(scene.orderId)).dcvRandomValue);
  await scene.publish(asked.dcvRecords);
  scene.expectLeaf(await scene.create(scene.wired(asked)));
  expect(await scene.reissues()).toBe(1);
});

test("a certificate that needs no proof is handed out at once", async () => {
  await setUp({}, { dcvGate: false });
  const asked = await scene.ask();
  expect(asked).not.toHaveProperty("dcvRecords");
  scene.expectLeaf(await scene.create(scene.wired(asked)));
  expect(await scene.checks()).toBe(0);
});

test("by order and issuance alone, what CertCentral has on file is what the certificate must prove", async () => {
  await setUp({ dcvMethod: "dns-txt-token" }, { primaryInReissueList: true, primaryRepeated: [1, 2], crlf: true });
  const { issuanceId, dcvRecords } = await scene.ask();
  await scene.publish(dcvRecords);
  scene.expectLeaf(await scene.create({ orderId: scene.orderId, issuanceId }));
});

test("DigiCert takes its time after the proof: waited for, with progress", async () => {
  await setUp({ dcvMethod: "dns-txt-token" }, { slowIssuanceSeconds: [90, 90] });
  const asked = await scene.ask();
  await scene.publish(asked.dcvRecords);
  scene.expectLeaf(await scene.create(scene.wired(asked)));
  expect(await scene.checks()).toBe(1);
  expect(scene.cc.run.lines).toContain("progress: waiting for DigiCert to issue (0 s)");
});

test("an order that reads issued all the while is not taken for done", async () => {
  await setUp({ dcvMethod: "dns-txt-token", triggers: ["again"] }, { issuedWhileReissuePending: true });
  const asked = await scene.ask();
  const { state } = await unfinished(
    validation.create(scene.wired(asked, { timeouts: { issuance: 1 } }), scene.cc.ctx()),
  );
  expect(state.certificatePem).toBeUndefined();
});

test("an approval is named beside the missing names; alone, it ends the step at once", async () => {
  await setUp({ dcvMethod: "dns-txt-token", skipApproval: false }, { approvalGate: true });
  const asked = await scene.ask();
  const request = asked.pending?.requestIds[0];
  expect(
    (await unfinished(validation.create(scene.wired(asked, { timeouts: { issuance: 1 } }), scene.cc.ctx()))).reasons[0],
  ).toBe(`request ${request} to reissue order ${scene.orderId} waits for approval by a CertCentral administrator`);
  await scene.publish(asked.dcvRecords);
  scene.cc.run.waits.length = 0;
  const { state, reasons } = await unfinished(validation.create(scene.wired(asked), scene.cc.ctx()));
  expect(reasons.at(-1)).toBe(
    "approve it in CertCentral, then run pulumi up again: it continues, and asks for nothing twice",
  );
  expect(scene.cc.run.waits).toEqual([]);
  await scene.cc.approve(request ?? 0);
  scene.expectLeaf(await scene.again(state));
});

test("http-token-dynamic: no record can be told, nothing is checked, and the step says where the file names are", async () => {
  await setUp({ dcvMethod: "http-token-dynamic" });
  const asked = await scene.ask();
  expect(asked).not.toHaveProperty("dcvRecords");
  const { state, reasons } = await unfinished(validation.create(scene.wired(asked), scene.cc.ctx()));
  expect(state.missingNames).toEqual(["b.example.org"]);
  expect(reasons[1]).toBe(
    'publish the file that CertCentral shows for each name: only its pages tell the unique file names of an order (dcvMethod: "http-token" needs none)',
  );
  expect([await scene.checks(), scene.cc.run.waits]).toEqual([0, []]);
  // DigiCert looks by itself, and the next up finds what came of it.
  await scene.cc.validate(scene.orderId);
  scene.expectLeaf(await scene.again(state));
});

test("e-mail is a person's turn: the step ends at once, without a check that CertCentral would refuse", async () => {
  await setUp({ dcvMethod: "email" });
  const asked = await scene.ask();
  const { reasons } = await unfinished(validation.create(scene.wired(asked), scene.cc.ctx()));
  expect(reasons).toContain("follow the link in the mail that DigiCert sent to the domain's contacts");
  expect([await scene.checks(), scene.cc.run.waits]).toEqual([0, []]);
  await scene.cc.validate(scene.orderId);
  scene.expectLeaf(await scene.create(scene.wired(asked)));
});

describe("a preview that looks", () => {
  const look = (given: ReturnType<Validating["wired"]>) => validation.foresee?.(given, scene.cc.ctx());

  test("says what is waited for, and has DigiCert check nothing; what is issued is told with all its outputs", async () => {
    await setUp({ dcvMethod: "dns-txt-token", certificateDcvScope: "fqdn" });
    const asked = await scene.ask();
    expect(await look(scene.wired(asked))).toEqual({
      sentence:
        "await: proof of control of a.example.com, b.example.org, www.example.com, which DigiCert is made to look for",
      code: "look-waits",
    });
    expect(await scene.checks()).toBe(0);

    await scene.publish(asked.dcvRecords);
    const created = await scene.create(scene.wired(asked));

    expect(await look(scene.wired(asked))).toEqual({
      sentence: expect.stringMatching(
        new RegExp(`^take: certificate ${created.certificateId}, .*; nothing will be sent$`),
      ),
      code: "look-takes",
      state: created,
    });
    expect(await scene.checks()).toBe(1);
  });

  test("says what would be refused", async () => {
    await setUp({ dcvMethod: "dns-txt-token" });
    const asked = await scene.ask();
    await scene.publish(asked.dcvRecords);
    const { certificateId } = await scene.create(scene.wired(asked));
    await scene.cc.revoke(Number(certificateId));

    expect(await look(scene.wired(asked))).toMatchObject({
      sentence: expect.stringMatching(new RegExp(`^would be refused: certificate ${certificateId} .* is revoked; `)),
      code: "look-refused",
    });
  });
});
