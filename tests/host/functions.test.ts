import { connect } from "../../provider/certcentral";
import { Allowance } from "../../provider/front-doors/claims/allowance";
import { Claims } from "../../provider/front-doors/claims/claims";
import { noEngine } from "../../provider/front-doors/engine";
import { askFromProgram } from "../../provider/front-doors/functions/program";
import type { Surroundings } from "../../provider/front-doors/surroundings";
import { CALM, type Levers, levers, type Simulator, simulate } from "../simulator/src";
import { type Bag, Native } from "./native-client";

/* What programs ask of CertCentral without keeping anything, from their own process and through the plugin. */

const clock = { now: Date.parse("2026-11-22T12:00:00Z") };
let sim: Simulator;
let pull: Levers;
const started: Native[] = [];

beforeAll(async () => {
  sim = await simulate({ seed: 7, awkward: { ...CALM, rateWindows: [] }, now: () => clock.now });
  pull = levers(sim.leversUrl);
});
beforeEach(() => pull.clearHistory());
afterEach(() => {
  for (const native of started.splice(0)) native.stop();
});
afterAll(() => sim.close());

const around = (env: Surroundings["env"] = {}): Surroundings => ({
  engine: noEngine,
  claims: new Claims(),
  allowance: new Allowance(),
  env,
  connect: ({ account }) => connect(account),
  now: () => new Date(clock.now),
  sleep: async (ms) => {
    clock.now += ms;
  },
});
const ask = (
  name: "getOrder" | "getOrders",
  args: Bag,
  config: Readonly<Record<string, string>> = { "digicert:apiKey": sim.apiKey, "digicert:baseUrl": sim.baseUrl },
  env: Surroundings["env"] = {},
) => askFromProgram(name, args, (key) => config[key], "127.0.0.1:1", around(env));
const refusal = async (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => "none",
    (error: Error) => error.message,
  );

const order = (commonName = "www.example.com") =>
  pull.makeOrder({ commonName, dnsNames: [commonName, "a.example.com"] });

test("a program reads an order as the plugin does, by the same names and values, and sends nothing else", async () => {
  const { orderId, certificateId } = await order();
  const native = await Native.start(sim, clock);
  started.push(native);

  const found = await ask("getOrder", { orderId });

  expect(found).toEqual(await native.invoke("digicert:index:getOrder", { orderId }));
  expect(found).toMatchObject({
    orderId,
    status: "issued",
    certificate: { certificateId, commonName: "www.example.com" },
  });
  expect((await pull.history()).filter(({ method }) => method !== "GET")).toEqual([]);
});

test("orders come by CertCentral's filters, as many as are asked for", async () => {
  for (let n = 0; n < 3; n++) await order("many.example.com");
  const native = await Native.start(sim, clock);
  started.push(native);
  const args = { commonName: "many.example.com", limit: 2 };

  const found = await ask("getOrders", args);

  expect(found["orders"]).toHaveLength(2);
  expect(found).toEqual(await native.invoke("digicert:index:getOrders", args));
});

test("settings come from the stack, or from the environment", async () => {
  const { orderId } = await order();
  const env = { DIGICERT_API_KEY: sim.apiKey, DIGICERT_BASE_URL: sim.baseUrl };
  expect(await ask("getOrder", { orderId: String(orderId) }, {}, env)).toMatchObject({ orderId });
});

test.each<[why: string, name: "getOrder" | "getOrders", args: Bag, said: RegExp]>([
  ["an order that is not there", "getOrder", { orderId: 9 }, /^getOrder: .*\/order\/certificate\/9/s],
  ["no order", "getOrder", {}, /^getOrder: orderId: /],
  ["an argument that it does not have", "getOrders", { comonName: "x" }, /^getOrders: .*comonName/],
  ["more than there can be", "getOrders", { limit: 2000 }, /^getOrders: limit: /],
])("%s is said in words that name the function, and hold no key", async (_, name, args, said) => {
  const text = await refusal(ask(name, args));
  expect(text).toMatch(said);
  expect(text).not.toContain(sim.apiKey);
});

test("a missing key, and one that is refused, are said with what to do; the key itself never is", async () => {
  expect(await refusal(ask("getOrder", { orderId: 118 }, {}))).toMatch(
    /^getOrder: no API key for DigiCert: set it with `pulumi config set --secret digicert:apiKey`/,
  );
  const canary = "CANARY0123456789ABCDEF";
  const text = await refusal(
    ask("getOrder", { orderId: 118 }, { "digicert:apiKey": canary, "digicert:baseUrl": sim.baseUrl }),
  );
  expect(text).toMatch(/^getOrder: /);
  expect(text).not.toContain(canary);
});
