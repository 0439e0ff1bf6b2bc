import type { Dispatcher } from "undici";
import { keyText } from "../../provider/pki/keys.fake";
import { InProcess } from "../in-process-engine/transport";
import { type AwkwardValues, CALM, type Levers, levers, type Simulator, simulate } from "../simulator/src";
import { type Bag, CallFailed, Native } from "./native-client";

/*
 * Ctrl-C, which an engine passes on as Cancel, at every wait and during every request of a step: the step ends at once, sends no more,
 * and the next `pulumi up` goes on with what it left, so that in the end each request was sent that had to be, once.
 */

const clock = { now: 0 };
let sim: Simulator;
let pull: Levers;
const started: Native[] = [];

beforeAll(async () => {
  sim = await simulate({ seed: 7, awkward: CALM, now: () => clock.now });
  pull = levers(sim.leversUrl);
});
afterEach(() => {
  for (const native of started.splice(0)) native.stop();
});
afterAll(() => sim.close());

/** What is kept between two commands. */
interface Kept {
  readonly id: string;
  readonly outputs: Bag;
}

interface Story {
  readonly waitsFor: string;
  readonly kind: string;
  readonly awkward: Partial<AwkwardValues>;
  /** What the program asks for, and what there is in state already. */
  readonly begins: () => Promise<{ readonly inputs: Bag; readonly prior?: Kept }>;
  readonly step?: "delete" | "read";
  /** What others do before the next command, and time. */
  readonly meanwhile: (inputs: Bag) => Promise<void>;
  readonly ends?: Bag;
  /** In which order nothing else was sent. */
  readonly sent: readonly RegExp[];
  /** Times at which the story waits, at the least. */
  readonly waits: number;
}

const csr = keyText("p256").trim();
const otherCsr = keyText("p256-other").trim();
const order = (more: object = {}) => pull.makeOrder({ commonName: "www.example.com", csr, ...more });
const REISSUE = /^POST .*\/reissue$/;
const REVOKE = /^PUT .*\/revoke$/;
const hours = async (n: number): Promise<void> => {
  clock.now += n * 3_600_000;
};
const approveAll = async ({ orderId }: Bag): Promise<void> => {
  await hours(1);
  const { requests } = await pull.order(Number(orderId));
  for (const { id, status } of requests) if (status === "pending") await pull.approve(id);
  await hours(1);
};
const asked = async (kind: string, inputs: Bag): Promise<Kept> => (await start(kind)).create(inputs);

const STORIES: readonly Story[] = [
  {
    waitsFor: "DigiCert to issue",
    kind: "Certificate",
    awkward: { slowIssuanceSeconds: [10, 10] },
    begins: async () => ({ inputs: { orderId: (await order()).orderId, csr: otherCsr } }),
    meanwhile: () => hours(1),
    ends: { status: "issued", pending: null },
    sent: [REISSUE],
    waits: 3,
  },
  {
    waitsFor: "DigiCert to issue, in an update",
    kind: "Certificate",
    awkward: { slowIssuanceSeconds: [10, 10] },
    begins: async () => {
      const { orderId } = await order();
      return { inputs: { orderId, csr: otherCsr }, prior: await asked("Certificate", { orderId }) };
    },
    meanwhile: () => hours(1),
    ends: { status: "issued", pending: null },
    sent: [REISSUE],
    waits: 3,
  },
  {
    waitsFor: "an administrator to approve a reissue",
    kind: "Certificate",
    awkward: { approvalGate: true },
    begins: async () => ({
      inputs: { orderId: (await order()).orderId, csr: otherCsr, timeouts: { approval: 15 } },
    }),
    meanwhile: approveAll,
    ends: { status: "issued", pending: null },
    sent: [REISSUE],
    waits: 3,
  },
  {
    waitsFor: "proof of control of a domain",
    kind: "CertificateValidation",
    awkward: { dcvGate: true },
    begins: async () => {
      const { orderId } = await order({ product: "ssl_dv_geotrust_flex" });
      const names = { commonName: "www.example.com", dnsNames: ["www.example.com"] };
      const method = { dcvMethod: "dns-txt-token", waitForIssuance: false, skipApproval: true };
      const { outputs } = await asked("Certificate", { orderId, csr: otherCsr, ...names, ...method });
      const pending = outputs["pending"] as Bag;
      records = outputs["dcvRecords"] as Bag[];
      const inputs = {
        orderId,
        issuanceId: outputs["issuanceId"],
        publicKeySha256: pending["publicKeySha256"],
        names: pending["names"],
        timeouts: { issuance: 180 },
      };
      await pull.clearHistory();
      return { inputs };
    },
    meanwhile: async () => {
      for (const { name, value } of records)
        await pull.publish({ type: "TXT", name: String(name), value: String(value) });
      await hours(1);
    },
    ends: { status: "issued" },
    sent: [],
    waits: 2,
  },
  {
    waitsFor: "an administrator to approve a revocation",
    kind: "Revocation",
    awkward: { revokeApprovalGate: true },
    begins: async () => {
      const { orderId, certificateId } = await order();
      return { inputs: { certificateId, orderId, awaitApproval: true, timeouts: { approval: 20 } } };
    },
    meanwhile: approveAll,
    ends: { status: "revoked" },
    sent: [REVOKE],
    waits: 2,
  },
  {
    waitsFor: "an API that is not there for a moment",
    kind: "AcmeCredentials",
    awkward: {},
    begins: async () => {
      const { acmeContractId } = await pull.makeContract({});
      await pull.fault({ method: "GET", path: "/credentials", kind: "status:503", times: 2 });
      return { inputs: { acmeContractId } };
    },
    meanwhile: () => hours(1),
    ends: { status: "active" },
    sent: [/^POST .*\/credentials\/regenerate$/],
    waits: 2,
  },
  {
    waitsFor: "the key's request limit",
    kind: "Certificate",
    awkward: { rateWindows: [[2, 60]] },
    begins: async () => ({ inputs: { orderId: (await order()).orderId, csr: otherCsr, skipApproval: true } }),
    meanwhile: () => hours(1),
    ends: { status: "issued", pending: null },
    sent: [REISSUE],
    waits: 2,
  },
  {
    waitsFor: "what a destroy takes back",
    kind: "Certificate",
    awkward: { rateWindows: [[2, 60]] },
    begins: async () => {
      await pull.setAwkward({ rateWindows: [] });
      const inputs = { orderId: (await order()).orderId, csr: otherCsr, skipApproval: true };
      const prior = await asked("Certificate", inputs);
      await pull.setAwkward({ rateWindows: [[2, 60]] });
      await pull.clearHistory();
      return { inputs, prior };
    },
    step: "delete",
    meanwhile: () => hours(1),
    sent: [REVOKE],
    waits: 1,
  },
  {
    waitsFor: "what a refresh reads",
    kind: "Certificate",
    awkward: {},
    begins: async () => {
      const inputs = { orderId: (await order()).orderId };
      const prior = await asked("Certificate", inputs);
      await pull.fault({ method: "GET", path: "/order", kind: "status:503", times: 2 });
      await pull.clearHistory();
      return { inputs, prior };
    },
    step: "read",
    meanwhile: () => hours(1),
    ends: { status: "issued" },
    sent: [],
    waits: 2,
  },
];
let records: readonly Bag[] = [];

/** Counts requests as they leave. */
class Leaving extends InProcess {
  leaves = (): void => {};
  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const taken = super.dispatch(options, handler);
    this.leaves();
    return taken;
  }
}

const start = async (kind: string, options: Partial<Parameters<typeof Native.start>[2]> = {}): Promise<Native> => {
  const native = await Native.start(sim, clock, { kind, ...options });
  started.push(native);
  return native;
};

/** One command: what it leaves, and why it failed, if it did. */
const commanded = async ({ step }: Story, native: Native, inputs: Bag, prior: Kept | undefined) => {
  try {
    if (step === "delete") {
      if (prior !== undefined) await native.delete(prior.id, prior.outputs);
      return { kept: undefined };
    }
    if (step === "read" && prior !== undefined) return { kept: await native.read(prior.id, prior.outputs, inputs) };
    const kept =
      prior === undefined
        ? await native.create(inputs)
        : { ...prior, outputs: await native.update(prior.outputs, inputs) };
    return { kept };
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    const { half } = error;
    return { kept: half === undefined ? prior : { id: half.id, outputs: half.properties }, error };
  }
};

type Moment = "wait" | "request";

/** Told from its beginning, with Ctrl-C at the n-th wait or during the n-th request, if at any; how many of each there were. */
const told = async (story: Story, at?: Moment, n?: number): Promise<Readonly<Record<Moment, number>>> => {
  clock.now = Date.parse("2026-11-22T12:00:00Z");
  await pull.reset();
  await pull.setAwkward({ ...CALM, rateWindows: [], ...story.awkward });
  const { inputs, prior } = await story.begins();
  const dispatcher = new Leaving(sim);
  const seen = { wait: 0, request: 0 };
  const sofar = () => ({ at: clock.now, calls: dispatcher.calls });
  let stopped: ReturnType<typeof sofar> | undefined;
  const happens = (what: Moment): void => {
    seen[what] += 1;
    if (what !== at || seen[what] !== n) return;
    stopped = sofar();
    native.interrupt();
  };
  const native = await start(story.kind, { dispatcher, onSleep: () => happens("wait") });
  dispatcher.leaves = () => happens("request");
  let { kept, error } = await commanded(story, native, inputs, prior);

  if (stopped !== undefined) expect(sofar()).toEqual(stopped);
  const isEnd = error === undefined || at === undefined || (at === "request" && n === whole.get(story)?.request);
  if (!isEnd) expect(error?.message).toMatch(/stopped, as Pulumi was asked to|it is not known whether .* was revoked/);
  // What was saved is known to be well: the engine must not call it corrupt.
  if (error !== undefined) expect(["ABORTED", "FAILED_PRECONDITION"]).toContain(error.code);

  // What was stopped before it was asked for is asked for now, and decided before the command after that.
  for (let commands = 0; error !== undefined && commands < 2; commands += 1) {
    await story.meanwhile(inputs);
    await pull.setAwkward({ rateWindows: [] });
    ({ kept, error } = await commanded(story, await start(story.kind), inputs, kept));
  }
  if (error !== undefined) throw error;
  if (story.ends !== undefined) expect(kept?.outputs).toMatchObject(story.ends);
  const sent = (await pull.history()).filter(
    ({ method, path, status }) => method !== "GET" && status !== 429 && !ASKS.test(path),
  );
  expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual(
    story.sent.map((like) => expect.stringMatching(like)),
  );
  return seen;
};

/** Sent like a change, and none: DigiCert is made to look, or to tell what is in force. */
const ASKS = /(check-dcv|dcv-random-value)$/;

/** How many waits and requests a story has without Ctrl-C. */
const whole = new Map<Story, Readonly<Record<Moment, number>>>();

describe.each(STORIES)("a step that waits for $waitsFor", (story) => {
  beforeAll(async () => whole.set(story, await told(story)));

  test.each(["wait", "request"] as const)("is stopped at each %s, and gone on with", async (at) => {
    const most = whole.get(story)?.[at] ?? 0;
    expect(most).toBeGreaterThanOrEqual(story.waits);
    for (let n = 1; n <= most; n += 1) await told(story, at, n);
  });
});
