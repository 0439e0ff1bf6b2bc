import { type AwkwardValues, CALM, type Levers, levers, type Simulator, simulate } from "certcentral-simulator";
import { type CertCentral as Api, connect, RateLimiters, Secret } from "../../provider/certcentral";
import { NOBODY } from "../../provider/contract/heir";
import type { Context } from "../../provider/contract/resource";
import { type FakeRun, fakeRun } from "../../provider/contract/run.fake";
import { Turns } from "../../provider/front-doors/claims/keyed-mutex";

export { type Key, makeKey } from "../engine/support/keys";

/** A simulated CertCentral whose clock is the run's own: nobody waits, and time passes only while somebody sleeps. */
export interface Central extends Levers {
  readonly sim: Simulator;
  readonly run: FakeRun;
  /** What a lifecycle works with, for the administrator's and the subaccount's key or others. */
  readonly ctx: (apiKey?: string, partnerApiKey?: string) => Context<Api>;
  /** A second key, of somebody who is no administrator. */
  readonly standardKey: () => Promise<string>;
  /** The calls that change something, as `PUT /certificate/1001/revoke`. */
  readonly writes: () => Promise<string[]>;
}

const open: Simulator[] = [];

/** Calm, unless a test asks for an awkwardness by name: it is then the test's subject. */
export const central = async (awkward: Partial<AwkwardValues> = {}): Promise<Central> => {
  const run = fakeRun();
  const sim = await simulate({ seed: 7, awkward: { ...CALM, ...awkward }, now: () => run.now().getTime() });
  open.push(sim);
  const pull = levers(sim.leversUrl);
  const rateLimiters = new RateLimiters();
  const turns = new Turns();
  return {
    ...pull,
    sim,
    run,
    ctx: (apiKey = sim.apiKey, partnerApiKey = sim.partnerApiKey) => ({
      run,
      resourceDigest: "9f86d081",
      heir: NOBODY,
      leave: () => {},
      mayBeKeptBy: () => undefined,
      takenBy: () => undefined,
      owned: () => undefined,
      exclusively: (thing, work) => turns.take(thing, work, async () => {}),
      api: connect(
        {
          services: { baseUrl: sim.baseUrl, apiKey: new Secret(apiKey) },
          partner: { baseUrl: sim.partnerBaseUrl, apiKey: new Secret(partnerApiKey) },
        },
        // Its stories count waits, and none of them is about limits.
        { rateLimiters, limits: [] },
      ),
    }),
    standardKey: async () => (await pull.makeKey({ family: "services", role: "standard" })).apiKey,
    writes: async () =>
      (await pull.history())
        .filter(({ method }) => method !== "GET")
        .map(({ method, path }) => `${method} ${path.replace(/^\/(services\/v2|partner-subscription\/api\/v1)/, "")}`),
  };
};

afterAll(async () => {
  await Promise.all(open.splice(0).map((sim) => sim.close()));
});
