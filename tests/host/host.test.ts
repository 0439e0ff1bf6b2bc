import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { surroundingsAt } from "../../provider/front-doors/surroundings";
import { onChange } from "../../provider/resources/certificate/inputs";
import { CALM, type Levers, levers, type Simulator, simulate } from "../simulator/src";
import { newCsr } from "../simulator/src/levers/make";
import { type Bag, FakeEngine, Host, SHELL, StepFailed, secret, shellWithClient, UNKNOWN, URN } from "./host";
import { Native, urnOf } from "./native-client";

/* The wire between engine and host, against the host as Pulumi ships it. */

// processes start here
jest.setTimeout(60_000);

let sim: Simulator;
let pull: Levers;
let engine: FakeEngine;
let host: Host;
let csr: string;

beforeAll(async () => {
  sim = await simulate({ seed: 7, awkward: CALM });
  pull = levers(sim.leversUrl);
  csr = (await newCsr("www.example.com")).trim();
});
afterAll(() => sim.close());

const start = async (): Promise<void> => {
  engine = await new FakeEngine().start();
  host = await Host.start(engine);
};
const configured = () => host.configure({ "digicert:apiKey": secret(sim.apiKey), "digicert:baseUrl": sim.baseUrl });
/** Each Pulumi command starts a host of its own. */
const anotherProcess = async (): Promise<void> => {
  host.stop();
  host = await Host.start(engine);
  await configured();
};
const posts = async () => (await pull.history()).filter(({ method }) => method === "POST");
const failure = async (step: Promise<unknown>): Promise<StepFailed> => {
  const error = await step.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof StepFailed)) throw new Error(`expected a failed step, got ${String(error)}`);
  return error;
};

/** Whoever starts or stops something, or listens closely, has a host and an engine of its own. */
const alone = async (): Promise<void> => {
  host.stop();
  engine.stop();
  await start();
};
beforeAll(start);
beforeEach(() => pull.reset());
afterAll(() => {
  host.stop();
  engine.stop();
});

/** A certificate in state, adopted. */
const adopted = async (more: Bag = {}): Promise<{ inputs: Bag; outs: Bag }> => {
  const { orderId } = await pull.makeOrder({ commonName: "www.example.com", csr });
  const inputs = { orderId, csr, ...more };
  const { outs } = await host.create(inputs);
  return { inputs, outs };
};

/** With the instance that the create made. */
const NAMED = expect.stringMatching(new RegExp(`^[\\da-f-]{36} ${URN}$`));

describe("unknown values", () => {
  test("every input may be unknown: check lets it pass and gives it back, diff plans it, nothing throws", async () => {
    await configured();
    const { inputs, outs } = await adopted();
    for (const [input, change] of Object.entries(onChange)) {
      const news = { ...inputs, [input]: UNKNOWN };
      const checked = await host.check(news, { ...inputs, __provider: SHELL });
      expect({ input, failures: checked.failures }).toEqual({ input, failures: [] });
      expect(checked.inputs).toMatchObject({ [input]: UNKNOWN, __provider: SHELL, __urn: URN });
      const { changes } = await host.diff(outs, checked.inputs);
      expect({ input, changes }).toEqual({ input, changes: change !== "ignore" });
    }
  });

  test("at any depth", async () => {
    await configured();
    const { inputs, outs } = await adopted();
    const deep = {
      ...inputs,
      dnsNames: ["a.example.com", UNKNOWN],
      triggers: { a: { b: [UNKNOWN, 1] } },
      revocation: { reason: UNKNOWN, skipApproval: true },
      subject: { jobTitle: UNKNOWN },
    };
    const checked = await host.check(deep, inputs);
    expect(checked.failures).toEqual([]);
    expect(checked.inputs).toMatchObject(deep);
    expect(await host.diff(outs, checked.inputs)).toEqual({ changes: true, replaces: [] });
    expect(engine.lines.map(({ text }) => text).join()).toContain("not known before it is applied");
  });

  test("an unknown URN or shell does no harm", async () => {
    await alone();
    await configured();
    const { inputs } = await adopted();
    const checked = await host.check({ ...inputs, __urn: UNKNOWN });
    expect(checked.failures).toEqual([]);
    await anotherProcess();
    const again = await host.check({ ...inputs, __provider: UNKNOWN }, { ...inputs, __provider: SHELL });
    expect(again.failures).toEqual([]);
  });

  test("a key that is not known yet is no missing key", async () => {
    await alone();
    await host.configure({ "digicert:apiKey": UNKNOWN, "digicert:baseUrl": UNKNOWN });
    expect((await host.check({ orderId: 118, csr })).failures).toEqual([]);
  });
});

describe("odd values", () => {
  beforeAll(alone);
  test("null is absent, for every input", async () => {
    await configured();
    const { inputs, outs } = await adopted();
    const nulls = Object.fromEntries(Object.keys(onChange).map((input) => [input, null]));
    const checked = await host.check({ ...nulls, ...inputs });
    expect(checked.failures).toEqual([]);
    expect((await host.diff(outs, checked.inputs)).changes).toBe(false);
  });

  test.each([
    ["numbers that are none", { orderId: Number.NaN }],
    ["infinity", { orderId: 118, validityDays: Number.POSITIVE_INFINITY }],
    ["a fraction", { orderId: 118.5 }],
    ["a list for a text", { orderId: 118, commonName: ["www.example.com"] }],
    ["a text for a list", { orderId: 118, dnsNames: "www.example.com" }],
    ["a list with null in it", { orderId: 118, dnsNames: [null] }],
    ["an object for a number", { orderId: { id: 118 } }],
    ["a boolean as text", { orderId: 118, skipApproval: "true" }],
    ["nothing at all", {}],
  ])("%s: a check failure that names the input, nothing thrown", async (_, news) => {
    await configured();
    const { failures } = await host.check(news);
    expect(failures.length).toBeGreaterThan(0);
    for (const { reason } of failures) expect(reason).toMatch(/orderId|validityDays|commonName|dnsNames|skipApproval/);
  });

  test("values that are odd but allowed come through and cause nothing twice", async () => {
    await configured();
    const triggers = { when: "2026-11-22T12:00:00Z", none: null, zero: 0, no: false, list: [null, 1.5], empty: {} };
    const { outs, inputs } = await adopted({ triggers });
    const checked = await host.check(inputs, { ...inputs, __provider: SHELL });
    expect(checked.failures).toEqual([]);
    expect((await host.diff(outs, checked.inputs)).changes).toBe(false);
  });

  test("order ids as text and as number are one order, and the id is text", async () => {
    await configured();
    const { orderId } = await pull.makeOrder({ commonName: "www.example.com", csr });
    const created = await host.create({ orderId: String(orderId), csr });
    expect(created.id).toBe(String(orderId));
    expect((await host.diff(created.outs, { orderId, csr })).changes).toBe(false);
    expect((await host.diff(created.outs, { orderId: String(orderId), csr })).changes).toBe(false);
  });
});

describe("configure", () => {
  beforeEach(alone);
  test("calls that come first, all at once, find the configuration", async () => {
    const { orderId } = await pull.makeOrder({ commonName: "www.example.com", csr });
    const configuring = configured();
    await configuring;
    const inputs = { orderId, csr };
    const [first, second, created, third] = await Promise.all([
      host.check(inputs),
      host.check(inputs),
      host.create(inputs),
      host.check(inputs),
    ]);
    for (const { failures } of [first, second, third]) expect(failures).toEqual([]);
    expect(created.id).toBe(String(orderId));
  });

  test("never configured: the environment is used, and without it every call says what is missing", async () => {
    const inputs = { orderId: 118, csr };
    // The host itself stumbles over a configuration that never came, once.
    await host.check(inputs).catch(() => undefined);
    const { failures } = await host.check(inputs);
    expect(failures.map(({ reason }) => reason).join()).toMatch(/no API key.*DIGICERT_API_KEY/);
    const create = await failure(host.create(inputs));
    expect(create.half).toBeUndefined();
    expect(create.message).toMatch(/DIGICERT_API_KEY/);

    host.stop();
    host = await Host.start(engine, { DIGICERT_API_KEY: sim.apiKey, DIGICERT_BASE_URL: sim.baseUrl });
    await host.check(inputs).catch(() => undefined);
    expect((await host.check(inputs)).failures).toEqual([]);
  });

  test("settings that cannot be used are said by check, for each resource, and nothing is sent", async () => {
    await host.configure({
      "digicert:apiKey": secret("canary-key"),
      "digicert:baseUrl": "http://example.com/services/v2",
    });
    const { failures } = await host.check({ orderId: 118, csr });
    expect(failures).toHaveLength(1);
    expect(failures[0]?.reason).toContain("https:");
    const create = await failure(host.create({ orderId: 118, csr }));
    expect(create.half).toBeUndefined();
    expect(`${JSON.stringify(failures)}${create.message}${host.printed}`).not.toContain("canary-key");
  });
});

describe("failures", () => {
  beforeAll(alone);
  test("half-way: saved with the shell, the inputs and the reasons, and the next update goes on from it", async () => {
    await configured();
    const { orderId } = await pull.makeOrder({ commonName: "www.example.com", approval: true });
    const inputs = { orderId, csr };
    const { half, message } = await failure(host.create(inputs));
    expect(half?.id).toBe(String(orderId));
    expect(half?.properties).toMatchObject({ __provider: SHELL, __urn: NAMED, orderId, csr, status: "pending" });
    expect(half?.reasons).toEqual([expect.stringMatching(/waits for approval .*\n\t {2}.*pulumi up/)]);
    expect(message).not.toBe("");
    expect(await posts()).toHaveLength(1);

    const [request] = (await pull.order(orderId)).requests.filter(({ type }) => type === "reissue");
    await pull.approve(request?.id ?? 0);
    const outs = await host.update(half?.properties ?? {}, inputs);
    expect(outs).toMatchObject({ status: "issued", origin: "issued", orderId, __provider: SHELL });
    // The certificate carries its key, and the engine keeps the text among the inputs.
    expect(outs).not.toHaveProperty("csr");
    expect((await host.diff(outs, inputs)).changes).toBe(false);
    expect((await host.diff(outs, { ...inputs, csr: await newCsr("www.example.com") })).changes).toBe(true);
    expect(await posts()).toHaveLength(1);
  });

  test("before anything was changed: nothing is saved, and the words are for the user", async () => {
    await configured();
    for (const step of [host.create({ orderId: 118, csr }), host.read({ orderId: 118, csr, __provider: SHELL })]) {
      const { half, message } = await failure(step);
      expect(half).toBeUndefined();
      expect(message).toContain("order 118 is not visible to this API key");
    }
  });

  test.each([
    ["a text", `async () => { throw "only words" }`, "only words"],
    ["nothing", "async () => { throw undefined }", "failed without a reason"],
    ["an object", `async () => { throw { id: "118", message: "an object" } }`, "an object"],
    [
      "an error of another library that has an id",
      `async () => { throw Object.assign(new Error("foreign"), { id: "118", properties: { leaked: true }, reasons: ["x"] }) }`,
      "foreign",
    ],
  ])("thrown inside: %s is no half-way failure, and says what it can", async (_, send, words) => {
    await host.configure({});
    const inputs = { orderId: 118, csr, __provider: shellWithClient(send) };
    for (const step of [
      host.create(inputs),
      host.update({ ...inputs, internal: { version: 1 } }, inputs),
      host.read({ ...inputs, internal: { version: 1 } }),
      host.delete({ ...inputs, internal: { version: 1 }, onDelete: "revoke" }),
    ]) {
      const { half, message } = await failure(step);
      expect(half).toBeUndefined();
      expect(message).toContain(words);
      expect(message).not.toContain("leaked");
    }
  });

  test("state of a later release is refused with words, in every call that gets it", async () => {
    await configured();
    const outs = { orderId: 118, csr, internal: { version: 99 }, __provider: SHELL };
    for (const step of [host.update(outs, { orderId: 118, csr }), host.read(outs), host.delete(outs)])
      expect((await failure(step)).message).toContain("newer");
  });
});

test("check never gives back a CSR, a key or what was taken for one", async () => {
  await configured();
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const canary = pem.split("\n")[1] ?? "";
  const given: Bag[] = [
    { orderId: 118, csr: pem },
    { orderId: 118, csr: `${csr}\n${pem}` },
    { orderId: 118, csr: canary },
    { orderId: 118, csr: [canary] },
    { orderId: 118, csr: { [canary]: canary } },
    { orderId: 118, cssr: pem },
    { orderId: 118, privateKey: pem },
    { orderId: 118, csr: csr.replace(/A/g, "B") },
  ];
  for (const news of given) {
    const { failures } = await host.check(news);
    expect(failures.length).toBeGreaterThan(0);
    for (const { property, reason } of failures) {
      expect(property).toBe("");
      expect(reason).not.toContain(canary);
      expect(reason).not.toContain(csr.split("\n")[2]);
    }
  }
  expect(host.printed).not.toContain(canary);
});

describe("words for the user", () => {
  beforeEach(alone);
  test("every line carries the resource's URN; progress passes by; the process prints nothing", async () => {
    await configured();
    const { orderId } = await pull.makeOrder({ commonName: "www.example.com" });
    const { outs } = await host.create({ orderId, csr });
    const { inputs } = await host.check({ orderId, csr: await newCsr("www.example.com") }, { orderId, csr });
    await host.diff(outs, inputs);
    const { lines } = engine;
    await alone();
    await configured();
    await host.delete(outs);
    lines.push(...engine.lines);
    expect(new Set(lines.map(({ urn }) => urn))).toEqual(new Set([URN]));
    const of = (ephemeral: boolean) => lines.filter((line) => line.ephemeral === ephemeral);
    expect(
      of(true)
        .map(({ text }) => text)
        .join(),
    ).toContain(`asking for a reissue of order ${orderId}`);
    expect(
      of(false)
        .map(({ text }) => text)
        .join(),
    ).toMatch(/reissue: key changed/);
    expect(of(false).find(({ severity }) => severity === "warning")?.text).toMatch(/waits for an administrator/);
    expect(host.printed).toBe("");
  });

  test("each call is a line of JSON in the file that DIGICERT_LOG names, and a debug line, without key, body or query", async () => {
    host.stop();
    host = await Host.start(engine, { DIGICERT_LOG: "calls.jsonl" });
    await configured();
    const { orderId } = await pull.makeOrder({ commonName: "www.example.com" });
    await pull.clearHistory();
    await host.create({ orderId, csr, comments: "for the administrator" });

    const text = readFileSync(join(host.folder, "calls.jsonl"), "utf8");
    const calls: Record<string, unknown>[] = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const { pathname: root } = new URL(sim.baseUrl);
    expect(calls.map(({ method, path, status }) => [method, `${root}${path}`, status])).toEqual(
      (await pull.history()).map(({ method, path, status }) => [method, path.split("?")[0], status]),
    );
    expect(calls).toContainEqual({
      time: expect.any(String),
      method: "POST",
      path: `/order/certificate/${orderId}/reissue`,
      status: 201,
      milliseconds: expect.any(Number),
      attempt: 1,
      waited: expect.any(Number),
    });
    const debug = engine.lines.filter(({ severity }) => severity === "other").map((line) => line.text);
    expect(debug).toHaveLength(calls.length);
    for (const hidden of [sim.apiKey, "for the administrator", csr.split("\n")[2] ?? "", "?", sim.baseUrl])
      expect(text + debug.join("\n")).not.toContain(hidden);
  });

  test("a host without an engine that listens says nothing, and plans all the same", async () => {
    await configured();
    const { inputs, outs } = await adopted();
    engine.stop();
    expect((await host.check({ ...inputs, csr: await newCsr("www.example.com") }, inputs)).failures).toEqual([]);
    expect((await host.diff(outs, { ...inputs, csr: await newCsr("www.example.com") })).changes).toBe(true);
  });
});

const PLUGIN = join(__dirname, "../../plugin/pulumi-resource-digicert");

describe("several provider processes of one run, the plugin beside them, which its engine attaches to", () => {
  const before = process.env["XDG_RUNTIME_DIR"];
  const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-run-"));
  const open: { stop: () => void }[] = [];
  beforeEach(() => {
    process.env["XDG_RUNTIME_DIR"] = folder;
  });
  afterEach(() => {
    for (const each of open.splice(0)) each.stop();
    if (before === undefined) delete process.env["XDG_RUNTIME_DIR"];
    else process.env["XDG_RUNTIME_DIR"] = before;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = async (config: Bag) => {
    const operation = await new FakeEngine().start();
    open.push(operation);
    const started = async () => {
      const one = await Host.start(operation, { XDG_RUNTIME_DIR: folder });
      open.push(one);
      const settings = { apiKey: secret(sim.apiKey), baseUrl: sim.baseUrl, ...config };
      await one.configure(
        Object.fromEntries(Object.entries(settings).map(([key, value]) => [`digicert:${key}`, value])),
      );
      return one;
    };
    const plugin = await Native.start(
      sim,
      { now: 0 },
      { address: undefined, surroundingsAt, config: { apiKey: sim.apiKey, baseUrl: sim.baseUrl, ...config } },
    );
    open.push(plugin);
    await plugin.attach(operation.address);
    return { plugin, doors: [await started(), await started(), plugin] as const };
  };
  const orders = (count: number) =>
    Promise.all(Array.from({ length: count }, () => pull.makeOrder({ commonName: "www.example.com" })));

  test("as many reissues are sent as one run may, whoever is the quickest", async () => {
    const { doors } = await run({ maxReissues: "2" });
    const made = await orders(6);

    const ended = await Promise.allSettled(
      made.map(async ({ orderId }, index) => doors[index % 3]?.create({ orderId, csr })),
    );

    const held = ended.flatMap((end) => (end.status === "rejected" ? [String(end.reason)] : []));
    expect(held).toHaveLength(4);
    for (const reason of held) expect(reason).toContain("digicert:maxReissues is 2: as many");
    expect(await posts()).toHaveLength(2);
  });

  test("0 of both makes a stack look-only: what is there is adopted, and what would be sent is held back, by name", async () => {
    const brake = { maxReissues: "0", maxRevocations: "0" };
    const { doors } = await run(brake);
    const made = await pull.makeOrder({ commonName: "www.example.com", csr });
    const inputs = { orderId: made.orderId, csr, onDelete: "revoke" };
    const { outs } = await doors[0].create(inputs);
    expect(outs).toMatchObject({ certificateId: made.certificateId, origin: "adopted" });

    const held = [
      await failure(doors[0].update(outs, { ...inputs, csr: await newCsr("www.example.com") })),
      await failure((await run(brake)).doors[0].delete(outs)),
    ].map(({ message }) => message);

    expect(held).toEqual([
      expect.stringContaining(`held back: POST /order/certificate/${made.orderId}/reissue`),
      expect.stringContaining(`held back: PUT /certificate/${made.certificateId}/revoke`),
    ]);
    expect((await pull.history()).filter(({ method }) => method !== "GET")).toEqual([]);
  });

  test("what one door keeps the other does not keep as well", async () => {
    const { plugin, doors } = await run({});
    const [order] = await orders(1);
    const inputs = { orderId: order?.orderId, csr };
    expect((await doors[0]?.check(inputs))?.failures).toEqual([]);

    expect((await plugin.check(inputs)).failures).toEqual([
      expect.stringContaining("two resources cannot keep the same certificate"),
    ]);
  });

  test("what goes through the other door under another name, to another order, was replaced, and is left alive", async () => {
    const [before, after] = await orders(2);
    const inputs = { orderId: before?.orderId, csr, revocation: { skipApproval: true } };
    const { outs } = await (await run({})).doors[0].create(inputs);
    await pull.clearHistory();

    const { plugin, doors } = await run({});
    const news = { ...inputs, orderId: after?.orderId };
    await plugin.check(news, inputs);
    expect((await plugin.diff(outs, inputs, news)).replaces).toEqual(["orderId"]);
    await plugin.create(news);
    await doors[0].delete(outs);

    expect((await pull.history()).filter(({ path }) => path.includes("/revoke"))).toEqual([]);
  });

  describe("a process behind each door", () => {
    /** Each with what it sent, and when, in a file of its own. */
    const bothDoors = async (config: Bag, attached: boolean) => {
      const operation = await new FakeEngine().start();
      const env = (name: string) => ({ XDG_RUNTIME_DIR: folder, DIGICERT_LOG: join(folder, name) });
      const settings = { baseUrl: sim.baseUrl, ...config };
      const dynamic = await Host.start(operation, env("dynamic.jsonl"));
      const native = await Native.start(
        sim,
        { now: 0 },
        {
          executable: PLUGIN,
          address: attached ? undefined : operation.address,
          env: env("native.jsonl"),
          config: { apiKey: sim.apiKey, ...settings },
        },
      );
      open.push(operation, dynamic, native);
      if (attached) await native.attach(operation.address);
      const named = Object.entries({ apiKey: secret(sim.apiKey), ...settings });
      await dynamic.configure(Object.fromEntries(named.map(([key, value]) => [`digicert:${key}`, value])));
      const sent = ["dynamic", "native"] as const;
      const calls = () =>
        sent.map((name) =>
          readFileSync(join(folder, `${name}.jsonl`), "utf8")
            .trimEnd()
            .split("\n")
            .map((line) => JSON.parse(line) as { readonly time: string; readonly milliseconds: number })
            .map(({ time, milliseconds }) => ({ at: Date.parse(time), milliseconds })),
        );
      return { dynamic, native, calls };
    };
    afterEach(() => {
      for (const name of ["dynamic", "native"]) rmSync(join(folder, `${name}.jsonl`), { force: true });
    });

    test("on one order they work one after the other, each when the other is done", async () => {
      const { dynamic, native, calls } = await bothDoors({}, false);
      const [order, another, third] = await orders(3);
      const inputs = { orderId: order?.orderId };
      // Else one is still loading while the other works.
      await Promise.all([dynamic.create({ orderId: another?.orderId }), native.create({ orderId: third?.orderId })]);
      await pull.fault({ kind: "delay:300", times: 50 });

      await Promise.all([dynamic.create(inputs), native.create(inputs)]);

      const [first, second] = calls()
        .map((each) => each.slice(-3))
        .sort(([one], [other]) => (one?.at ?? 0) - (other?.at ?? 0));
      const last = first?.at(-1);
      expect(second?.[0]?.at).toBeGreaterThanOrEqual((last?.at ?? Number.NaN) + (last?.milliseconds ?? Number.NaN) - 5);
    });

    test("what their key may send in five seconds they send together", async () => {
      const { dynamic, native, calls } = await bothDoors({ requestsPer5Seconds: "5" }, true);
      const [one, two] = await orders(2);

      await Promise.all([dynamic.create({ orderId: one?.orderId }), native.create({ orderId: two?.orderId })]);

      const [mine = [], others = []] = calls();
      const times = [...mine, ...others].map(({ at }) => at).sort((a, b) => a - b);
      expect([mine.length, others.length]).toEqual([3, 3]);
      expect((times[5] ?? Number.NaN) - (times[0] ?? Number.NaN)).toBeGreaterThanOrEqual(5000);
    });
  });

  test("a plugin that is killed right after CertCentral took its reissue: the next one waits for that one", async () => {
    const operation = await new FakeEngine().start();
    open.push(operation);
    const plugin = async () => {
      const config = { apiKey: sim.apiKey, baseUrl: sim.baseUrl };
      const native = await Native.start(sim, { now: 0 }, { executable: PLUGIN, address: operation.address, config });
      open.push(native);
      return native;
    };
    await pull.setAwkward({ slowIssuanceSeconds: [4, 4] });
    const [order] = await orders(1);
    const inputs = { orderId: order?.orderId, csr };
    const killed = await plugin();
    let ended: unknown;
    const lost = killed.create(inputs).catch((error: unknown) => {
      ended = error;
    });
    while (ended === undefined && (await posts()).length === 0) await new Promise((next) => setTimeout(next, 20));
    expect(ended).toBeUndefined();
    killed.stop();
    await lost;
    expect(ended).toBeInstanceOf(Error);

    const { outputs } = await (await plugin()).create(inputs);

    await pull.setAwkward({ slowIssuanceSeconds: CALM.slowIssuanceSeconds });
    expect(outputs).toMatchObject({ status: "issued", origin: "issued" });
    expect(await posts()).toHaveLength(1);
  });

  test("two resources of one order are two, though what they send goes to one address", async () => {
    const { plugin } = await run({ maxReissues: "1" });
    const [order] = await orders(1);
    const inputs = { orderId: order?.orderId, csr };
    await plugin.create(inputs);

    const twin = plugin.create({ ...inputs, storeReissueAsDuplicate: true }, { Urn: urnOf("Certificate", "twin") });
    await expect(twin).rejects.toThrow("digicert:maxReissues is 1: as many");
  });
});

describe("an engine that is gone", () => {
  beforeEach(alone);
  test("nothing that cannot be taken back is sent: no reissue on create, none on update, no revocation", async () => {
    await configured();
    const { inputs, outs } = await adopted({ onDelete: "revoke" });
    const { orderId } = await pull.makeOrder({ commonName: "mail.example.com" });
    await anotherProcess();
    await pull.clearHistory();
    engine.stop();

    const other = await newCsr("www.example.com");
    const steps = {
      delete: () => host.delete(outs),
      create: () => host.create({ orderId, csr: other }),
      update: () => host.update(outs, { ...inputs, csr: other }),
    };
    for (const step of Object.values(steps)) {
      const { half, message } = await failure(step());
      expect(half).toBeUndefined();
      expect(message).toContain("does not answer any more: nothing was sent");
    }
    expect((await pull.history()).filter(({ method }) => method !== "GET")).toEqual([]);
  });
});

test("outputs are plain and complete: what is stored comes back the same, and reads and updates leave nothing out", async () => {
  await alone();
  await configured();
  const { orderId } = await pull.makeOrder({ commonName: "www.example.com", dnsNames: ["a.example.com"] });
  const inputs = { orderId, csr, dnsNames: ["a.example.com"], timeouts: { issuance: 60 }, triggers: ["x", null, 1] };
  const { outs } = await host.create(inputs);
  // The CSR is told by the certificate that carries its key; Pulumi's Node SDK completes it from the inputs.
  const { csr: _, ...echoed } = inputs;
  expect(outs).toMatchObject({
    ...echoed,
    __provider: SHELL,
    __urn: NAMED,
    status: "issued",
    internal: { version: 1 },
  });
  expect(JSON.parse(JSON.stringify(outs))).toEqual(outs);

  const read = await host.read(outs);
  expect(read).toEqual({ id: String(orderId), outs });

  const remembered = await host.update(outs, { ...inputs, onDelete: "retain" });
  expect(remembered).toEqual({ ...outs, onDelete: "retain" });
});
