import golden from "../../provider/front-doors/native/schema.json";
import { keyText } from "../../provider/pki/keys.fake";
import { acmeCredentials, certificate, certificateValidation, revocation } from "../../provider/resources";
import { CALM, type Levers, levers, type Simulator, simulate } from "../simulator/src";
import { type Bag, CallFailed, Native, urnOf } from "./native-client";

/* The native plugin's server, as an engine calls it over gRPC, against the simulator. */

const csr = keyText("p256").trim();
const otherCsr = keyText("p256-other").trim();
const NAMES = ["www.example.com", "a.example.com", "b.example.com"];
/** As engines write an unknown bool, number, string, list, asset, archive and object. */
const UNKNOWNS = [
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** It moves only while somebody waits. */
const clock = { now: Date.parse("2026-11-22T12:00:00Z") };
let sim: Simulator;
let pull: Levers;
const started: Native[] = [];

beforeAll(async () => {
  sim = await simulate({ seed: 7, awkward: CALM, now: () => clock.now });
  pull = levers(sim.leversUrl);
});
beforeEach(async () => {
  await pull.reset();
  await pull.setAwkward({ ...CALM, rateWindows: [] });
});
afterEach(() => {
  for (const native of started.splice(0)) native.stop();
});
afterAll(() => sim.close());

const start = async (options: Parameters<typeof Native.start>[2] = {}): Promise<Native> => {
  const native = await Native.start(sim, clock, options);
  started.push(native);
  return native;
};
const order = () => pull.makeOrder({ commonName: "www.example.com", dnsNames: NAMES, csr });
const writes = async (): Promise<string[]> =>
  (await pull.history()).filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`);
const reads = async (): Promise<number> => (await pull.history()).length;
const failure = async (step: Promise<unknown>): Promise<CallFailed> => {
  const error = await step.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CallFailed)) throw new Error(`expected a failed call, got ${String(error)}`);
  return error;
};

/** What stays to be read, without progress. */
const rows = ({ lines }: Native): string[] => lines.filter((line) => !line.startsWith("progress"));

/** A certificate in state, adopted. */
const adopted = async (native: Native, more: Bag = {}): Promise<{ inputs: Bag; outputs: Bag; id: string }> => {
  const { orderId } = await order();
  const inputs = { orderId, dnsNames: NAMES, ...more };
  return { inputs, ...(await native.create(inputs)) };
};

describe("a certificate's life", () => {
  test("it is adopted, is as wanted, is reissued for another name, and is revoked in the end", async () => {
    const native = await start();
    const { inputs, outputs, id } = await adopted(native);
    expect(id).toBe(String(inputs["orderId"]));
    expect(await writes()).toEqual([]);
    expect(await native.diff(outputs, inputs, inputs)).toMatchObject({ changes: false });

    const news = { ...inputs, csr: otherCsr, dnsNames: [...NAMES, "c.example.com"] };
    expect(await native.diff(outputs, inputs, news)).toMatchObject({
      changes: true,
      replaces: [],
      detailed: { csr: "ADD of an input", "dnsNames[3]": "ADD of an input" },
    });
    const reissued = await native.update(outputs, news);
    expect(reissued).toMatchObject({ status: "issued", origin: "issued", ...news });
    expect(reissued["issuedNames"]).toContain("c.example.com");

    // Each command of an engine has a process of its own.
    await (await start()).delete(id, reissued);
    expect(await writes()).toEqual([
      `POST /services/v2/order/certificate/${id}/reissue`,
      `PUT /services/v2/certificate/${reissued["certificateId"]}/revoke`,
    ]);
  });

  test("another order replaces it, and says so by the input's name", async () => {
    const native = await start();
    const { inputs, outputs } = await adopted(native);

    expect(await native.diff(outputs, inputs, { ...inputs, orderId: 7 })).toMatchObject({
      changes: true,
      replaces: ["orderId"],
      detailed: { orderId: "UPDATE_REPLACE of an input" },
    });
  });

  test.each([
    ["it was found, and is left alone", {}, /only found there, stays valid/],
    [
      "it came of a request of ours, and is kept",
      { csr: otherCsr },
      /stays valid, among supersededCertificates \(superseded\.action: "keep"\)/,
    ],
    [
      "it came of a request of ours, and is revoked after the grace",
      { csr: otherCsr, superseded: { action: "revoke", afterHours: 24 } },
      /is revoked by the first pulumi up 24 hours or more after the replacement/,
    ],
  ])("a replacement's row says what becomes of the old order's certificate: %s", async (_, more, told) => {
    const native = await start();
    const { orderId } = await order();
    const { orderId: next } = await order();
    const inputs = { orderId, dnsNames: NAMES, ...more };
    const { outputs } = await native.create(inputs);
    const news = { ...inputs, orderId: next };
    await native.check(news, inputs);
    native.lines.length = 0;

    const { replaces } = await native.diff(outputs, inputs, news);

    expect(replaces).toEqual(["orderId"]);
    expect(native.lines).toEqual([expect.stringMatching(told)]);
    expect(native.lines[0]).toContain(
      `info: replace: order ${orderId} replaced by order ${next}; certificate ${outputs["certificateId"]}`,
    );
  });

  test("what others did shows as the outputs that differ", async () => {
    const native = await start();
    const { inputs, outputs, id } = await adopted(native);
    await pull.revoke(Number(outputs["certificateId"]));

    const seen = await native.read(id, outputs, inputs);

    expect(seen.outputs).toMatchObject({ status: "revoked" });
    expect(seen.inputs).toEqual(inputs);
    const { changes, detailed, hasDetailed } = await native.diff(seen.outputs, seen.inputs, inputs);
    expect({ changes, hasDetailed, status: detailed["status"] }).toEqual({
      changes: true,
      hasDetailed: true,
      status: "UPDATE",
    });
  });
});

describe("previews", () => {
  test("a create that finds what is wanted says what it will adopt, and every output is known", async () => {
    const native = await start();
    const { orderId, certificateId } = await order();

    const { id, outputs } = await native.create({ orderId, dnsNames: NAMES }, { Preview: true });

    expect(id).toBe("");
    expect(outputs).toMatchObject({ certificateId, status: "issued", internal: UNKNOWN });
    expect(Object.entries(outputs).filter(([, value]) => value === UNKNOWN)).toEqual([["internal", UNKNOWN]]);
    expect(native.lines).toEqual([
      expect.stringMatching(
        new RegExp(
          `^info: adopt: certificate ${certificateId}, serial \\w+, valid until .*; nothing will be sent \\[code=look-takes severity=info\\]$`,
        ),
      ),
    ]);
    expect(await writes()).toEqual([]);
  });

  test.each<[kind: string, made: () => Promise<Bag>]>([
    ["Certificate", async () => ({ orderId: (await order()).orderId, csr: `\n${csr}\n`, dnsNames: NAMES })],
    [
      "Revocation",
      async () => {
        const { orderId, certificateId } = await order();
        await pull.revoke(Number(certificateId));
        return { orderId: String(orderId), certificateId };
      },
    ],
    [
      "CertificateValidation",
      async () => {
        const { outputs } = await adopted(await start());
        return { orderId: outputs["orderId"], issuanceId: outputs["issuanceId"] };
      },
    ],
  ])("what a look at a %s says to be known is what the create then makes, to the last output", async (kind, made) => {
    const inputs = await made();
    const { outputs: foreseen } = await (await start({ kind })).create(inputs, { Preview: true });

    const { outputs } = await (await start({ kind })).create(inputs);

    expect(foreseen).toEqual({ ...outputs, internal: UNKNOWN });
    expect(Object.keys(outputs).length).toBeGreaterThan(Object.keys(inputs).length + 1);
  });

  test("a create in the place of another resource knows all but what it takes over from that one", async () => {
    const { orderId } = await order();
    const inputs = { orderId, dnsNames: NAMES, csr: otherCsr };
    const { outputs: before } = await (await start()).create(inputs);
    const news = { orderId: (await order()).orderId, dnsNames: NAMES };
    const replacing = async (more: Bag) => {
      const native = await start();
      await native.check(news, inputs);
      await native.diff(before, inputs, news);
      return (await native.create(news, more)).outputs;
    };

    const foreseen = await replacing({ Preview: true });

    const outputs = await replacing({});
    expect(foreseen).toEqual({ ...outputs, supersededCertificates: UNKNOWN, internal: UNKNOWN });
    expect(outputs["supersededCertificates"]).toMatchObject([{ certificateId: before["certificateId"], orderId }]);
  });

  test.each<[wish: string, now: Bag, row: RegExp, sent: string[]]>([
    ["the same as then", { csr: otherCsr }, /^info: adopt: certificate \d+, .*; nothing will be sent/, []],
    [
      "what the order has, and not that",
      { csr },
      /^info: cancel: a pending request of ours on order \d+ \(\d+\), not wanted any more; then adopt: certificate \d+, /,
      ["PUT /services/v2/request/N/status"],
    ],
  ])(
    "a create that was killed after it had asked is looked at with what it left: wanted is %s",
    async (_, now, row, sent) => {
      const { orderId } = await order();
      await pull.setAwkward({ ...CALM, rateWindows: [], approvalGate: true });
      const killed = await (await start()).create({ orderId, csr: otherCsr, waitForIssuance: false });
      const [requestId] = (killed.outputs["pending"] as { requestIds: number[] }).requestIds;
      if (sent.length === 0) await pull.approve(requestId ?? 0);
      const before = await writes();
      const native = await start();

      const { outputs: foreseen } = await native.create({ orderId, ...now }, { Preview: true });

      expect(rows(native)).toEqual([expect.stringMatching(row)]);
      expect(await writes()).toEqual(before);
      const { outputs } = await (await start()).create({ orderId, ...now });
      expect((await writes()).slice(before.length).map((write) => write.replace(/\d{4,}/, "N"))).toEqual(sent);
      expect(outputs).toMatchObject({ status: "issued", origin: sent.length === 0 ? "issued" : "adopted" });
      const known = Object.entries(foreseen).filter(([, value]) => value !== UNKNOWN);
      expect(outputs).toMatchObject(Object.fromEntries(known));
      expect(known.length > 2).toBe(sent.length === 0);
    },
  );

  test("a create that will have to reissue says why, and its outputs are open", async () => {
    const native = await start();
    const { orderId } = await order();

    const { outputs } = await native.create({ orderId, dnsNames: [...NAMES, "c.example.com"] }, { Preview: true });

    expect(outputs).toMatchObject({ orderId, certificatePem: UNKNOWN, supersededCertificates: UNKNOWN });
    expect(native.lines).toEqual([
      `info: reissue of order ${orderId}: it lacks c.example.com [code=look-sends severity=info]`,
    ]);
    expect(await writes()).toEqual([]);
  });

  test("a create that will be refused says why", async () => {
    const native = await start();
    const { orderId } = await order();

    await native.create({ orderId, onCreate: "adoptOnly", dnsNames: ["other.example.com"] }, { Preview: true });

    expect(native.lines).toEqual([
      expect.stringMatching(/^info: would be refused: .*it lacks other\.example\.com.* \[code=look-refused severity=/),
    ]);
  });

  test("an up trusts no look: what happened since is seen before anything is sent", async () => {
    const { orderId, certificateId } = await order();
    const preview = await start();
    await preview.create({ orderId, dnsNames: NAMES }, { Preview: true });
    expect(preview.lines).toEqual([expect.stringMatching(/^info: adopt: /)]);
    await pull.revoke(Number(certificateId));

    const { outputs } = await (await start()).create({ orderId, csr: otherCsr, dnsNames: NAMES });

    expect(outputs).toMatchObject({ status: "issued", origin: "issued" });
    expect(outputs["certificateId"]).not.toBe(certificateId);
    expect(await writes()).toEqual([`POST /services/v2/order/certificate/${orderId}/reissue`]);
  });

  test.each([
    ["an input is not known yet", (inputs: Bag) => ({ ...inputs, csr: UNKNOWN }), /^info: not looked: csr not known/],
    [
      "the order is not there",
      (inputs: Bag) => ({ ...inputs, orderId: 9 }),
      /^info: not looked: order 9 is not visible/,
    ],
    [
      "the key is refused",
      async (inputs: Bag) => {
        await pull.fault({ kind: "status:401", times: 9 });
        return inputs;
      },
      /^info: not looked: .*401/,
    ],
    [
      "nobody answers, as where a pull request's runner has no network",
      async (inputs: Bag) => {
        await pull.fault({ kind: "drop", times: 99 });
        return inputs;
      },
      /^info: not looked: .*no answer/,
    ],
    [
      "CertCentral is down",
      async (inputs: Bag) => {
        await pull.fault({ kind: "status:503", times: 99 });
        return inputs;
      },
      /^info: not looked: .*503/,
    ],
  ])("a look never fails the preview: %s", async (_, of, told) => {
    const native = await start();
    const { orderId } = await order();

    const begun = clock.now;

    await native.create(await of({ orderId, dnsNames: NAMES }), { Preview: true });

    // Nobody waits longer than 20 s for what a preview could do without; this clock counts reads that wait side by side one by one.
    expect((clock.now - begun) / 1000).toBeLessThanOrEqual(2 * 20);
    expect(rows(native)).toEqual([expect.stringMatching(told)]);
  });

  test("previewLooks: 0 looks at nothing and says nothing; a number is how many", async () => {
    const { orderId } = await order();
    const config = (previewLooks: number) => ({ apiKey: sim.apiKey, baseUrl: sim.baseUrl, previewLooks });
    const blind = await start({ config: config(0) });
    await blind.create({ orderId }, { Preview: true });
    expect({ lines: blind.lines, reads: await reads() }).toEqual({ lines: [], reads: 0 });

    const once = await start({ config: config(1) });
    await once.create({ orderId }, { Preview: true });
    await once.create({ orderId }, { Preview: true });
    expect(once.lines).toEqual([
      expect.stringMatching(/^info: adopt/),
      "info: not looked: this preview has looked at 1 creates, as many as digicert:previewLooks allows [code=not-looked severity=info]",
    ]);
  });

  test("Ctrl-C ends a look at once, and the row says so", async () => {
    const native = await start({ onSleep: async () => void (await native.cancel()) });
    const { orderId } = await order();
    await pull.fault({ kind: "status:503", times: 99 });
    const begun = clock.now;

    await native.create({ orderId }, { Preview: true });

    expect(clock.now).toBe(begun);
    expect(rows(native)).toEqual([expect.stringMatching(/^info: not looked: stopped, as Pulumi was asked to/)]);
  });

  test.each([
    ["50 creates, as nobody says otherwise", {}, /^info: not looked: this preview has looked at 50 creates/],
    ["150 requests", { previewLooks: 99 }, /^info: not looked: this preview has sent 150 requests for looks, the most/],
  ])(
    "one preview looks with no more than %s; the row of the next says so, and it sends nothing",
    async (_, more, told) => {
      const native = await start({ config: { apiKey: sim.apiKey, baseUrl: sim.baseUrl, ...more } });
      const { orderId } = await order();
      await pull.clearHistory();

      for (let creates = 0; creates < 51; creates += 1) await native.create({ orderId }, { Preview: true });

      expect(await reads()).toBe(150);
      expect(rows(native).map((line) => /^info: (adopt|not looked)/.exec(line)?.[1])).toEqual([
        ...Array(50).fill("adopt"),
        "not looked",
      ]);
      expect(native.lines.at(-1)).toMatch(told);
    },
  );

  test("an update that only remembers leaves every output known; one that reissues opens what it will make", async () => {
    const native = await start();
    const { inputs, outputs } = await adopted(native);

    const remembered = { ...inputs, onDelete: "retain" };
    const { detailed, stables } = await native.diff(outputs, inputs, remembered);
    expect(detailed).toEqual({ onDelete: "ADD of an input" });
    expect(stables).toEqual(expect.arrayContaining(["certificatePem", "notAfter", "status"]));
    expect(await native.update(outputs, remembered, { Preview: true })).toEqual({ ...outputs, onDelete: "retain" });

    expect((await native.diff(outputs, inputs, { ...inputs, csr: otherCsr })).stables).not.toContain("certificatePem");
    const renamed = await native.update(outputs, { ...inputs, csr: otherCsr }, { Preview: true });
    expect(renamed).toMatchObject({ csr: otherCsr, certificatePem: UNKNOWN, notAfter: UNKNOWN });
    expect(await writes()).toEqual([]);
  });

  test("an update that goes on with a request opens the inputs that it was not sent with; the others are as a step stores them", async () => {
    const native = await start();
    const { inputs, outputs } = await adopted(native, { waitForIssuance: false });
    await pull.setAwkward({ ...CALM, rateWindows: [], slowIssuanceSeconds: [600, 600] });
    const news = { ...inputs, csr: otherCsr };
    const waiting = await native.update(outputs, news);
    expect(waiting).toMatchObject({ status: "pending" });

    const changed = { ...news, csr: `${otherCsr}\n`, comments: "the last word" };
    const foreseen = await native.update(waiting, changed, { Preview: true });

    expect(foreseen).toMatchObject({ csr: otherCsr, comments: UNKNOWN });
    expect(await native.update(waiting, changed)).toMatchObject({ csr: otherCsr, status: "pending" });
  });

  test("a revocation of what is revoked already says that nothing will be sent", async () => {
    const native = await start({ kind: "Revocation" });
    const { orderId, certificateId } = await order();
    expect((await native.create({ certificateId, orderId }, { Preview: true })).outputs).toMatchObject({
      status: UNKNOWN,
    });
    await pull.revoke(Number(certificateId));
    expect((await native.create({ certificateId, orderId }, { Preview: true })).outputs).toMatchObject({
      status: "revoked",
    });

    expect(native.lines).toEqual([
      `info: revoke: certificate ${certificateId} (order ${orderId}) [code=look-revokes severity=attention]`,
      `info: remember: certificate ${certificateId} (order ${orderId}) is revoked already; nothing will be sent [code=look-takes severity=info]`,
    ]);
  });
});

describe("imports", () => {
  test("a certificate comes by its order's id alone, in three reads; a program that asks for it is as it is", async () => {
    const native = await start();
    const { orderId, certificateId } = await order();
    const before = await reads();

    const { id, outputs, inputs } = await native.read(String(orderId));

    expect({ id, inputs, requests: (await reads()) - before }).toEqual({
      id: String(orderId),
      inputs: { orderId },
      requests: 3,
    });
    expect(outputs).toMatchObject({ certificateId, status: "issued", origin: "adopted" });
    expect(await native.diff(outputs, inputs, { orderId, dnsNames: NAMES })).toMatchObject({ changes: false });
    expect(await writes()).toEqual([]);
  });

  test("a look-up by id, which says the order once more as an input, finds the same", async () => {
    const native = await start();
    const { orderId, certificateId } = await order();

    const { outputs } = await native.read(String(orderId), { orderId: String(orderId) });

    expect(outputs).toMatchObject({ certificateId, status: "issued" });
    expect(await writes()).toEqual([]);
  });

  test("a revocation comes by what was revoked", async () => {
    const native = await start({ kind: "Revocation" });
    const { certificateId } = await order();
    expect(await failure(native.read(`certificate-${certificateId}`))).toMatchObject({
      code: "FAILED_PRECONDITION",
      message: expect.stringContaining("is not seen to be revoked, so there is no revocation to import"),
    });
    await pull.revoke(Number(certificateId));

    const { outputs, inputs } = await native.read(`certificate-${certificateId}`);

    expect(inputs).toEqual({ certificateId });
    expect(outputs).toMatchObject({ status: "revoked" });
    expect(await native.diff(outputs, inputs, { certificateId })).toMatchObject({ changes: false });
  });

  test.each<[by: string, of: (made: { orderId: number; certificateId: number }, serial: string) => [string, Bag]]>([
    ["its certificate's id alone", ({ certificateId }) => [String(certificateId), { certificateId }]],
    ["its serial number", (_, serial) => [`serial-${serial.toLowerCase()}`, { serialNumber: serial }]],
    ["its order", ({ orderId }) => [`order-${orderId}`, { orderId, wholeOrder: true }]],
  ])("a revocation comes by %s, too", async (_, of) => {
    const native = await start({ kind: "Revocation" });
    const made = await pull.makeOrder({ commonName: "www.example.com", state: "revoked" });
    const [certificate] = (await pull.order(made.orderId)).certificates;
    const [id, inputs] = of(made, certificate?.serialNumber ?? "");

    const found = await native.read(id);

    expect(found).toMatchObject({ id, inputs, outputs: { status: "revoked" } });
    expect(await native.diff(found.outputs, found.inputs, inputs)).toMatchObject({ changes: false });
    expect(await writes()).toEqual([]);
  });

  test.each([
    ["Certificate", "web", '"web" is no order\'s id'],
    ["Revocation", "no such", '"no such" names no revocation'],
    ["AcmeCredentials", "42", "DigiCert shows a pair's secret once"],
    ["CertificateValidation", "118", "nothing of it exists at DigiCert"],
  ])("a %s that cannot be imported says what to do instead", async (kind, id, told) => {
    expect(await failure((await start({ kind })).read(id))).toMatchObject({
      code: "FAILED_PRECONDITION",
      message: expect.stringContaining(told),
    });
  });
});

describe("steps that end in between", () => {
  test("Ctrl-C ends a wait with a sentence; what was asked for is saved, and goes on with the next up", async () => {
    await pull.setAwkward({ ...CALM, rateWindows: [], slowIssuanceSeconds: [600, 600] });
    const native = await start({ onSleep: async () => void (await native.cancel()) });
    const { inputs, outputs } = await adopted(native);
    const news = { ...inputs, csr: otherCsr };

    const { code, message, half } = await failure(native.update(outputs, news));

    expect(code).toBe("ABORTED");
    expect(message).toContain("stopped, as Pulumi was asked to");
    expect(half?.properties).toMatchObject({ status: "pending", pending: { phase: "issuing" } });
    expect(half?.inputs).toEqual(news);

    const next = await start();
    clock.now += 3_600_000;
    const done = await next.update(half?.properties ?? {}, news);
    expect(done).toMatchObject({ status: "issued", pending: null });
    expect(await writes()).toHaveLength(1);
  });

  test.each(["create", "update"] as const)(
    "customTimeouts of %s end a wait as well, and what was asked for is saved",
    async (step) => {
      await pull.setAwkward({ ...CALM, rateWindows: [], slowIssuanceSeconds: [600, 600] });
      const native = await start();
      const { inputs, outputs } = await adopted(native);
      const news = { ...inputs, csr: otherCsr };
      const begun = clock.now;

      const { message, half } = await failure(
        step === "create"
          ? (await start()).create(news, { Timeout: 60 })
          : native.update(outputs, news, { Timeout: 60 }),
      );

      expect(message).toContain("the 60 s that customTimeouts allows are over");
      expect((clock.now - begun) / 1000).toBeLessThan(61);
      expect(half?.properties).toMatchObject({ status: "pending" });
    },
  );

  test.each(["delete", "read", "import"] as const)(
    "those of %s end a wait for an API that is not there; nothing was sent",
    async (step) => {
      const { outputs, id } = await adopted(await start(), { onDelete: "revoke" });
      await pull.fault({ method: "GET", path: "/order", kind: "status:503", times: 9 });
      const native = await start();

      const { message } = await failure(
        step === "delete"
          ? native.delete(id, outputs, { Timeout: 2 })
          : native.read(id, step === "read" ? outputs : {}, {}, { Timeout: 2 }),
      );

      expect(message).toContain("the 2 s that customTimeouts allows are over");
      expect(await writes()).toEqual([]);
    },
  );

  test.each<[what: string, step: (native: Native, orderId: number) => Promise<unknown>]>([
    ["an import", (native, orderId) => native.read(String(orderId))],
    ["a question", (native, orderId) => native.invoke("digicert:index:getOrder", { orderId })],
  ])("Ctrl-C ends %s that waits for an API that is not there, too", async (_, step) => {
    const { orderId } = await order();
    await pull.fault({ kind: "status:503", times: 99 });
    const begun = clock.now;
    const native = await start({ onSleep: async () => void (await native.cancel()) });

    const { code, message, half } = await failure(step(native, orderId));

    expect({ code, half, waited: clock.now - begun }).toEqual({
      code: "FAILED_PRECONDITION",
      half: undefined,
      waited: 0,
    });
    expect(message).toContain("stopped, as Pulumi was asked to");
  });

  test("a refused step has no code that would call the state corrupt, and saves nothing", async () => {
    const native = await start();
    const { orderId } = await order();

    const { code, message, half } = await failure(
      native.create({ orderId, onCreate: "adoptOnly", dnsNames: ["other.example.com"] }),
    );

    expect({ code, half }).toEqual({ code: "FAILED_PRECONDITION", half: undefined });
    expect(message).toContain("it lacks other.example.com");
  });
});

describe("unknown and secret values", () => {
  test.each(UNKNOWNS)("an input that is unknown as %s passes check, at any depth, and plans", async (unknown) => {
    const native = await start();
    const { inputs, outputs } = await adopted(native);
    const news = { ...inputs, dnsNames: [unknown], timeouts: { issuance: unknown }, csr: unknown };

    const checked = await native.check(news, inputs);

    expect(checked.failures).toEqual([]);
    expect(checked.inputs).toEqual({ ...news, dnsNames: [UNKNOWN], timeouts: { issuance: UNKNOWN }, csr: UNKNOWN });
    expect(await native.diff(outputs, inputs, news)).toMatchObject({ changes: true });
  });

  test.each<[kind: string, names: readonly string[], made: () => Promise<Bag>]>([
    ["Certificate", certificate.inputNames, async () => ({ orderId: (await order()).orderId })],
    [
      "Revocation",
      revocation.inputNames,
      async () => {
        const { orderId, certificateId } = await order();
        return { orderId, certificateId, skipApproval: true };
      },
    ],
    [
      "CertificateValidation",
      certificateValidation.inputNames,
      async () => {
        const { outputs } = await adopted(await start());
        return { orderId: outputs["orderId"], issuanceId: outputs["issuanceId"] };
      },
    ],
    [
      "AcmeCredentials",
      acmeCredentials.inputNames,
      async () => ({ acmeContractId: (await pull.makeContract({})).acmeContractId }),
    ],
  ])(
    "every input of a %s may be unknown: check gives it back, and neither a look nor a comparison fails",
    async (kind, names, made) => {
      const native = await start({ kind });
      const inputs = await made();
      const { outputs } = await native.create(inputs);
      const sent = await writes();

      for (const name of names)
        for (const value of [UNKNOWN, { ...SECRET, value: UNKNOWN }]) {
          const news = { ...inputs, [name]: value };
          expect(await native.check(news)).toEqual({ inputs: { ...inputs, [name]: UNKNOWN }, failures: [] });
          const { outputs: foreseen } = await native.create({ ...inputs, [name]: UNKNOWN }, { Preview: true });
          expect(foreseen).toMatchObject({ [name]: UNKNOWN });
          expect({ name, diff: await native.diff(outputs, inputs, news) }).toMatchObject({ name, diff: {} });
        }
      expect(await writes()).toEqual(sent);
    },
  );

  test("a pair's secrets are marked in every answer, whole, foreseen or half done, and nowhere in clear; nothing else is marked", async () => {
    const native = await start({ kind: "AcmeCredentials" });
    const { acmeContractId } = await pull.makeContract({});
    const inputs = (...triggers: string[]) => ({ acmeContractId, triggers, revokeExisting: true });
    const MARKED = { ...SECRET, value: expect.any(String) };
    const answers: Bag[] = [];
    const heard = (outputs: Bag): Bag => {
      answers.push(outputs);
      return outputs;
    };

    // The pair is made, and what was to follow is refused.
    await pull.fault({ method: "POST", path: "/revoke", kind: "status:400", times: 1 });
    const { id, properties } = (await failure(native.create(inputs("one")))).half ?? { id: "", properties: {} };
    const half = heard(properties);
    heard((await native.read(id, half, inputs("one"))).outputs);
    heard(await native.update(half, inputs("one")));
    heard(await native.update(half, { ...inputs("one"), rotateAfterDays: 30 }, { Preview: true }));
    heard(await native.update(half, inputs("two")));
    // As an engine that keeps secrets open gives them back.
    const open = heard(await native.update({ ...half, kid: "open", hmacKey: "open" }, inputs("one")));
    expect(open).toMatchObject({ kid: { value: "open" } });

    for (const { kid, hmacKey, ...others } of answers) {
      expect({ kid, hmacKey }).toEqual({ kid: MARKED, hmacKey: MARKED });
      expect(JSON.stringify(others)).not.toContain(Object.keys(SECRET)[0]);
    }
    const diff = await native.diff(half, inputs("one"), inputs("three"));
    const foreseen = await native.update(half, inputs("three"), { Preview: true });
    expect(foreseen).toMatchObject({ kid: UNKNOWN, hmacKey: UNKNOWN });
    await pull.fault({ method: "POST", path: "/revoke", kind: "status:403", times: 9 });
    // Each command of an engine has a process of its own.
    const last = await start({ kind: "AcmeCredentials" });
    const refused = await failure(last.delete(id, half));
    const inClear = JSON.stringify([answers.map(({ kid, hmacKey, ...others }) => others), diff, foreseen, refused]);
    const said = `${inClear}${refused.message}${refused.stack}${[...native.lines, ...last.lines].join()}`;
    const { credentials } = await pull.contract(acmeContractId);
    expect(credentials).toHaveLength(3);
    for (const { kid, hmacKey } of credentials)
      expect([kid, hmacKey].map((secret) => said.includes(secret))).toEqual([false, false]);
  });

  test("a secret input is taken as its value", async () => {
    const native = await start();
    const { orderId } = await order();
    const checked = await native.check({ orderId: { ...SECRET, value: orderId } });
    expect(checked).toEqual({ inputs: { orderId }, failures: [] });
  });

  test("a promotion guard that is given and has no value is refused; one that is left out, or not known yet, is not", async () => {
    const native = await start();
    const { inputs, outputs } = await adopted(native);
    const refused = [expect.stringContaining("requires: has no value: the earlier stage has no such output yet")];

    for (const requires of [null, {}, { ...SECRET, value: null }])
      expect((await native.check({ ...inputs, requires })).failures).toEqual(refused);
    for (const guard of [{}, { requires: UNKNOWN }])
      expect((await native.check({ ...inputs, ...guard })).failures).toEqual([]);
    const reissued = { ...inputs, csr: otherCsr, requires: UNKNOWN };
    expect(await native.diff(outputs, inputs, reissued)).toMatchObject({ changes: true });
    expect(native.lines.join("\n")).toContain("requires not known before it is applied");
  });

  test("check names the input in its reason and no property, whose value would be printed", async () => {
    const native = await start();
    const { failures } = await native.check({ orderId: 118, dnsName: ["a.example.com"] });
    expect(failures).toEqual([
      expect.stringContaining("dnsName is not an input of a certificate: did you mean dnsNames?"),
    ]);
  });
});

describe("configuration", () => {
  test("misspelt settings, values that cannot be used and missing keys are refused by name", async () => {
    const native = await start();
    expect(await native.checkConfig({ apikey: "k" })).toEqual([
      "apikey is not a setting of digicert: did you mean apiKey?",
      expect.stringMatching(/^no API key for DigiCert: .*digicert:apiKey/),
      expect.stringMatching(/^no API key for DigiCert: .*digicert:partnerApiKey/),
    ]);
    expect(await native.checkConfig({ apiKey: "k", region: "mars" })).toEqual([
      expect.stringContaining("digicert:region must be"),
    ]);
    expect(await native.checkConfig({ apiKey: "k", previewLooks: "many" })).toEqual([
      expect.stringMatching(/^digicert:previewLooks (is|must be)(?!.*many)/),
    ]);
    expect(await native.checkConfig({ apiKey: "k", version: "0.1.0" })).toEqual([]);
  });

  test("a key that comes open is kept as a secret, as one that comes as a secret; what is not known stays so", async () => {
    const native = await start();
    const kept = { apiKey: { ...SECRET, value: "k" }, region: "us" };
    expect(await native.keptConfig({ apiKey: "k", region: "us" })).toEqual(kept);
    expect(await native.keptConfig(kept)).toEqual(kept);
    expect(await native.keptConfig({ partnerApiKey: UNKNOWN })).toEqual({ partnerApiKey: UNKNOWN });
  });

  test("while a key is not known yet, none is called missing", async () => {
    const native = await start({ config: { apiKey: UNKNOWN } });
    expect(await native.checkConfig({ apiKey: UNKNOWN })).toEqual([]);
    expect((await native.check({ orderId: 118 })).failures).toEqual([]);
  });

  test.each<[what: string, before: Bag, after: Bag, differ: string[]]>([
    [
      "a key is another",
      { apiKey: "old", region: "us" },
      { apiKey: { ...SECRET, value: "new" }, region: "us" },
      ["apiKey"],
    ],
    ["a key is not known yet", { apiKey: "old" }, { apiKey: UNKNOWN }, ["apiKey"]],
    [
      "the account is another",
      { apiKey: "k", baseUrl: "https://a" },
      { apiKey: "k", baseUrl: "https://b" },
      ["baseUrl"],
    ],
    ["the plugin is another", { apiKey: "k", version: "0.1.0" }, { apiKey: "k", version: "0.2.0" }, []],
    [
      "it was one of the dynamic door",
      { "digicert:apiKey": "k", "digicert:region": "eu" },
      { apiKey: "k", region: "eu" },
      ["digicert:apiKey", "digicert:region", "apiKey", "region"],
    ],
  ])("no change of its settings replaces a provider, nor what it has made: %s", async (_, before, after, differ) => {
    // The older engines tell what the inputs were as `Olds`.
    for (const olds of [{ Olds: before }, { OldInputs: before, Olds: { ...before, version: "0.0.1" } }]) {
      const answer = await (await start()).call<import("@pulumi/pulumi/proto/provider_pb").DiffResponse>(
        "diffConfig",
        "DiffRequest",
        {
          ...olds,
          News: after,
        },
      );
      expect({
        differ: answer.getDiffsList(),
        changes: answer.getChanges(),
        replaces: answer.getReplacesList(),
        detailed: answer.getDetaileddiffMap().getLength(),
        first: answer.getDeletebeforereplace(),
      }).toEqual({ differ, changes: differ.length > 0 ? 2 : 1, replaces: [], detailed: 0, first: false });
    }
  });
});

describe("what comes from the dynamic door", () => {
  test("its hidden members are no change, survive a refresh, and go with the first update", async () => {
    const native = await start();
    const { inputs, outputs, id } = await adopted(native);
    const hidden = {
      __provider: "exports.handler=…",
      __urn: "urn:pulumi:test::host::pulumi-nodejs:dynamic/digicert:Certificate::web",
    };
    const before = { inputs: { ...inputs, ...hidden }, outputs: { ...outputs, ...hidden } };

    expect(await native.check(inputs, before.inputs)).toEqual({ inputs, failures: [] });
    expect(await native.diff(before.outputs, before.inputs, inputs)).toMatchObject({ changes: false });
    expect(await native.read(id, before.outputs, before.inputs)).toEqual({ id, ...before });
    expect(await native.update(before.outputs, { ...inputs, onDelete: "retain" })).not.toHaveProperty("__provider");
  });
});

test("the plugin says its version, and its schema whole", async () => {
  const native = await start();
  const info = await native.info();
  const schema = await native.schema();
  expect(info).toMatch(/^\d+\.\d+\.\d+/);
  expect(schema).toEqual({ ...golden, version: info });
});

test("it takes secrets open, which the engine then marks again by their keys, and previews creates and updates", async () => {
  const native = await start();
  const greeted = await native.call<import("@pulumi/pulumi/proto/provider_pb").ProviderHandshakeResponse>(
    "handshake",
    "ProviderHandshakeRequest",
    {},
  );
  const configured = await native.configure({ apiKey: sim.apiKey, baseUrl: sim.baseUrl });
  const taken = [greeted.getAcceptSecrets(), greeted.getAcceptResources(), greeted.getAcceptOutputs()];
  expect([...taken, configured.getAcceptsecrets(), configured.getAcceptresources()]).toEqual(Array(5).fill(false));
  expect(configured.getSupportspreview()).toBe(true);
});

test("an engine that attaches later is the one that is spoken to", async () => {
  const native = await start({ address: undefined });
  await native.attach("127.0.0.1:2");
  await native.check({ orderId: 118 });
  expect(native.addresses).toEqual(["127.0.0.1:2"]);
});

test("a process that is debugged serves one operation after the other, each with its own engine, though one was stopped", async () => {
  const native = await start({ address: undefined });
  const { orderId } = await order();
  await native.attach("127.0.0.1:2");
  await native.create({ orderId }, { Preview: true });
  await native.cancel();

  await native.attach("127.0.0.1:3");

  expect((await native.create({ orderId })).outputs).toMatchObject({ status: "issued" });
  expect(native.addresses).toEqual(["127.0.0.1:2", "127.0.0.1:3"]);
});

describe("functions", () => {
  test("an order can be asked for, and the orders of a name", async () => {
    const native = await start();
    const { orderId, certificateId } = await order();

    expect(await native.invoke("digicert:index:getOrder", { orderId })).toMatchObject({
      orderId,
      status: "issued",
      certificate: { certificateId, commonName: "www.example.com" },
    });
    const { orders } = await native.invoke("digicert:index:getOrders", { commonName: "www.example.com" });
    expect(orders).toEqual([expect.objectContaining({ orderId })]);
  });

  test("what cannot be answered says why", async () => {
    const native = await start();
    expect((await failure(native.invoke("digicert:index:getOrder", {}))).message).toContain("orderId");
    expect((await failure(native.invoke("digicert:index:getOrder", { orderId: 9 }))).code).toBe("FAILED_PRECONDITION");
    expect(await failure(native.invoke("digicert:index:getCake", {}))).toMatchObject({ code: "UNIMPLEMENTED" });
  });
});

test("a resource that this release does not have is named", async () => {
  const native = await start({ kind: "Cake" });
  expect(await failure(native.check({}))).toMatchObject({
    code: "UNIMPLEMENTED",
    message: expect.stringContaining('digicert has no resource "digicert:index:Cake"'),
  });
  expect(urnOf("Cake")).toContain("Cake");
});
