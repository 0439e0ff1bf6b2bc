import { X509Certificate } from "node:crypto";
import { Refusal } from "../../provider/contract/refusal";
import { Unfinished } from "../../provider/contract/unfinished";
import { certificate, certificateValidation as validation } from "../../provider/resources";
import type { CertificateInputs } from "../../provider/resources/certificate/inputs";
import type { CertificateState, DcvRecord } from "../../provider/resources/certificate/state";
import type { ValidationInputs } from "../../provider/resources/certificate-validation/inputs";
import type { ValidationState } from "../../provider/resources/certificate-validation/state";
import { type Central, central, type Key, makeKey } from "./central";

let cc: Central;
let key: Key;
let orderId: number;
let inputs: CertificateInputs;

const METHODS = ["dns-txt-token", "dns-cname-token", "http-token"] as const;
const NAMES = ["a.example.com", "b.example.org", "www.example.com"];

const setUp = async (
  more: Partial<CertificateInputs> = {},
  awkward: Parameters<typeof central>[0] = {},
): Promise<void> => {
  cc = await central({ dcvGate: true, ...awkward });
  key = await makeKey();
  ({ orderId } = await cc.makeOrder({ product: "ssl_dv_geotrust_flex", commonName: "www.example.com" }));
  inputs = {
    orderId,
    csr: key.csr,
    commonName: "www.example.com",
    dnsNames: NAMES,
    waitForIssuance: false,
    skipApproval: true,
    ...more,
  };
};

const ask = async (): Promise<CertificateState> => (await certificate.create(inputs, cc.ctx())).state;
/** As the class wires it. */
const wired = (asked: CertificateState, more: Partial<ValidationInputs> = {}): ValidationInputs => ({
  orderId,
  issuanceKey: asked.issuanceKey,
  publicKeySha256: asked.pending?.publicKeySha256 ?? asked.publicKeySha256 ?? "",
  names: [...(asked.pending?.names ?? asked.issuedNames)],
  ...more,
});
const publish = async (records: readonly DcvRecord[] | undefined): Promise<void> => {
  for (const { type, name, value, domain } of records ?? [])
    await cc.publish({ type, name: type === "HTTP" ? domain : name, value });
};
const create = async (given: ValidationInputs): Promise<ValidationState> =>
  (await validation.create(given, cc.ctx())).state;
const again = (was: ValidationState, given = was.asked): Promise<ValidationState> => {
  const stored = validation.restore(JSON.parse(JSON.stringify(validation.store(was))));
  return validation.update(stored, given, validation.plan(stored, given, cc.run.now()), cc.ctx());
};
const thrown = async (step: Promise<unknown>): Promise<unknown> =>
  step.then(
    () => undefined,
    (error: unknown) => error,
  );
const unfinished = async (step: Promise<unknown>): Promise<Unfinished<ValidationState>> => {
  const error = await thrown(step);
  if (!Unfinished.is(error)) throw new Error(`expected an unfinished step, not ${String(error)}`);
  return error as Unfinished<ValidationState>;
};
const expectLeaf = (state: ValidationState, names = NAMES, of = key): void => {
  const leaf = new X509Certificate(state.certificatePem ?? "");
  const spki = leaf.publicKey.export({ type: "spki", format: "der" });
  expect(require("node:crypto").createHash("sha256").update(spki).digest("hex")).toBe(of.fingerprint);
  for (const name of names) expect(leaf.checkHost(name)).toBe(name);
};
const checks = async (): Promise<number> => (await cc.writes()).filter((w) => w.endsWith("/check-dcv")).length;
const reissues = async (): Promise<number> => (await cc.writes()).filter((w) => w.startsWith("POST")).length;

describe.each(METHODS)("%s", (dcvMethod) => {
  test.each(["base_domain", "fqdn"] as const)(
    "scope %s: the records that the certificate tells are all it takes",
    async (scope) => {
      await setUp({ dcvMethod, certificateDcvScope: scope });
      const asked = await ask();
      const exact = scope === "fqdn" || dcvMethod === "http-token";
      expect(asked).toMatchObject({ status: "pending", dcvRandomValue: expect.any(String) });
      expect(asked.dcvRecords?.map(({ domain }) => domain)).toEqual(exact ? NAMES : ["example.com", "example.org"]);
      await publish(asked.dcvRecords);

      const state = await create(wired(asked));

      expect(state.status).toBe("issued");
      expectLeaf(state);
      expect(await checks()).toBe(1);
      expect(cc.run.waits).toEqual([]);
      expect(validation.plan(state, wired(asked), cc.run.now()).action).toBe("nothing");
      await cc.clearHistory();
      expect(await validation.read("", state, cc.ctx())).toEqual(state);
      expect(await cc.history()).toEqual([]);
    },
  );

  test("a record is missing: pending, with the names, what to publish, and the next step; then it goes on", async () => {
    await setUp({ dcvMethod, certificateDcvScope: "fqdn" });
    const asked = await ask();
    await publish(asked.dcvRecords?.slice(0, 2));

    const { state, reasons } = await unfinished(validation.create(wired(asked), cc.ctx()));

    const token = asked.dcvRandomValue;
    const missing = {
      "dns-txt-token": `missing: TXT www.example.com "${token}"`,
      "dns-cname-token": `missing: CNAME ${token}.www.example.com dcv.digicert.com`,
      "http-token": `missing: a file at http://www.example.com/.well-known/pki-validation/fileauth.txt with the text ${token}`,
    }[dcvMethod];
    expect(reasons).toEqual([
      `order ${orderId} waits for proof of control of www.example.com (${dcvMethod})`,
      missing,
      "then run pulumi up again: it looks at once, and asks for nothing twice (timeouts.issuance: how long it waits)",
    ]);
    expect(state).toMatchObject({ status: "pending", missingNames: ["www.example.com"] });
    // DigiCert's own schedule, within ten minutes: every minute.
    expect(cc.run.waits).toEqual(Array.from({ length: 10 }, () => 60_000));
    expect(validation.plan(state, wired(asked), cc.run.now())).toMatchObject({
      action: "resume",
      because: [{ code: "names-missing", names: ["www.example.com"] }],
    });

    await publish(asked.dcvRecords);
    expectLeaf(await again(state));
    expect(await reissues()).toBe(1);
  });
});

test("a record that appears while it waits is found at the next look", async () => {
  await setUp({ dcvMethod: "dns-txt-token" });
  const asked = await ask();
  const ctx = cc.ctx();
  const sleep = async (ms: number): Promise<void> => {
    if (cc.run.waits.length === 2) await publish(asked.dcvRecords);
    await cc.run.sleep(ms);
  };

  const { state } = await validation.create(wired(asked), { ...ctx, run: { ...cc.run, sleep } });

  expectLeaf(state);
  expect(cc.run.waits.filter((ms) => ms === 60_000).length).toBe(3);
  expect(cc.run.lines).toContain("progress: waiting for proof of control of example.com, example.org (60 s)");
});

test("the next reissue is validated without being told, and its predecessor stays in the outputs until then", async () => {
  await setUp({ dcvMethod: "dns-txt-token" });
  const first = await ask();
  await publish(first.dcvRecords);
  const issued = await create(wired(first));
  const settled = await certificate.update(first, inputs, certificate.plan(first, inputs, cc.run.now()), cc.ctx());
  expect(settled).toMatchObject({
    status: "issued",
    certificateId: issued.certificateId,
    dcvRecords: first.dcvRecords,
  });
  expect(validation.plan(issued, wired(settled), cc.run.now()).action).toBe("nothing");
  await cc.withdraw();
  cc.run.advance(2 * 86_400_000);

  const next = await makeKey();
  const wanted = { ...inputs, csr: next.csr };
  const asked = await certificate.update(settled, wanted, certificate.plan(settled, wanted, cc.run.now()), cc.ctx());
  expect(validation.plan(issued, wired(asked), cc.run.now())).toMatchObject({
    action: "validate",
    because: [{ code: "issuance-changed" }],
  });
  const { state } = await unfinished(again(issued, wired(asked, { timeouts: { issuance: 1 } })));
  expect(state).toMatchObject({ status: "pending", certificatePem: issued.certificatePem });
  await publish(asked.dcvRecords);
  expectLeaf(await again(state, wired(asked)), NAMES, next);
});

test("an expired random value is made anew, and shown by the certificate before it is looked for", async () => {
  await setUp({ dcvMethod: "dns-txt-token" });
  const asked = await ask();
  await publish(asked.dcvRecords);
  cc.run.advance(31 * 86_400_000);

  const { state, reasons } = await unfinished(validation.create(wired(asked, { timeouts: { issuance: 1 } }), cc.ctx()));
  const renewed = await certificate.update(asked, inputs, certificate.plan(asked, inputs, cc.run.now()), cc.ctx());

  expect(renewed.dcvRandomValue).not.toBe(asked.dcvRandomValue);
  expect(reasons).toContain(`missing: TXT example.com "${renewed.dcvRandomValue}"`);
  await publish(renewed.dcvRecords);
  expectLeaf(await again(state, wired(renewed)));
  expect(await reissues()).toBe(1);
});

test("the answer to the reissue was lost: the random value is asked for", async () => {
  await setUp({ dcvMethod: "dns-cname-token" });
  await cc.fault({ method: "POST", path: "/reissue", kind: "lose-answer", times: 1 });

  const asked = await ask();

  expect(asked.dcvRandomValue).toBe((await cc.order(orderId)).dcvRandomValue);
  await publish(asked.dcvRecords);
  expectLeaf(await create(wired(asked)));
  expect(await reissues()).toBe(1);
});

test("a certificate that needs no proof is handed out at once", async () => {
  await setUp({}, { dcvGate: false });
  const asked = await ask();
  expect(asked).not.toHaveProperty("dcvRecords");
  expectLeaf(await create(wired(asked)));
  expect(await checks()).toBe(0);
});

test("by order and issuance alone, what CertCentral has on file is what the certificate must prove", async () => {
  await setUp({ dcvMethod: "dns-txt-token" }, { primaryInReissueList: true, primaryRepeated: [1, 2], crlf: true });
  const { issuanceKey, dcvRecords } = await ask();
  await publish(dcvRecords);
  expectLeaf(await create({ orderId, issuanceKey }));
});

test("DigiCert takes its time after the proof: waited for, with progress", async () => {
  await setUp({ dcvMethod: "dns-txt-token" }, { slowIssuanceSeconds: [90, 90] });
  const asked = await ask();
  await publish(asked.dcvRecords);
  expectLeaf(await create(wired(asked)));
  expect(await checks()).toBe(1);
  expect(cc.run.lines).toContain("progress: waiting for DigiCert to issue (0 s)");
});

test("an order that reads issued all the while is not taken for done", async () => {
  await setUp({ dcvMethod: "dns-txt-token", triggers: ["again"] }, { issuedWhileReissuePending: true });
  const asked = await ask();
  const { state } = await unfinished(validation.create(wired(asked, { timeouts: { issuance: 1 } }), cc.ctx()));
  expect(state.certificatePem).toBeUndefined();
});

test("an approval is named beside the missing names; alone, it ends the step at once", async () => {
  await setUp({ dcvMethod: "dns-txt-token", skipApproval: false }, { approvalGate: true });
  const asked = await ask();
  const request = asked.pending?.requestIds[0];
  expect((await unfinished(validation.create(wired(asked, { timeouts: { issuance: 1 } }), cc.ctx()))).reasons[0]).toBe(
    `request ${request} to reissue order ${orderId} waits for approval by a CertCentral administrator`,
  );
  await publish(asked.dcvRecords);
  cc.run.waits.length = 0;
  const { state, reasons } = await unfinished(validation.create(wired(asked), cc.ctx()));
  expect(reasons.at(-1)).toBe(
    "approve it in CertCentral, then run pulumi up again: it continues, and asks for nothing twice",
  );
  expect(cc.run.waits).toEqual([]);
  await cc.approve(request ?? 0);
  expectLeaf(await again(state));
});

test("e-mail is a person's turn: the step ends at once, without a check that CertCentral would refuse", async () => {
  await setUp({ dcvMethod: "email" });
  const asked = await ask();
  const { reasons } = await unfinished(validation.create(wired(asked), cc.ctx()));
  expect(reasons).toContain("follow the link in the mail that DigiCert sent to the domain's contacts");
  expect([await checks(), cc.run.waits]).toEqual([0, []]);
  await cc.validate(orderId);
  expectLeaf(await create(wired(asked)));
});

test("a reissue that is cancelled while it is waited for came to nothing: said, and the old certificate is not handed out", async () => {
  await setUp({ dcvMethod: "dns-txt-token" });
  const asked = await ask();
  const { state } = await unfinished(validation.create(wired(asked, { timeouts: { issuance: 1 } }), cc.ctx()));
  await cc.cancelReissue(orderId);
  const error = await thrown(again({ ...state, asked: { orderId, issuanceKey: state.asked.issuanceKey } }));
  expect(Refusal.is(error) && error.lines[0]).toMatch(/^the pending reissue of order \d+ came to nothing/);
});

test("an order whose certificate carries another key is not handed out", async () => {
  await setUp({}, { dcvGate: false });
  const asked = await ask();
  await cc.reissue(orderId);
  const error = await thrown(create(wired(asked)));
  expect(Refusal.is(error) && error.message).toMatch(/carries another key than the one that was asked for/);
});

describe("faults", () => {
  test.each(["drop", "lose-answer", "status:502", "act-then-status:502", "garbage", "status:429"])(
    "%s at each call of its own: repeated, and the certificate comes out",
    async (kind) => {
      for (const path of ["/check-dcv", "/validation", "/reissue", "/download", String("/order/certificate/")]) {
        await setUp({ dcvMethod: "dns-txt-token" });
        const asked = await ask();
        await publish(asked.dcvRecords);
        await cc.fault({ method: path === "/check-dcv" ? "PUT" : "GET", path, kind, times: 1 });
        expectLeaf(await create(wired(asked)));
        expect(await reissues()).toBe(1);
      }
    },
  );
});
