import { type AwkwardValues, CALM, type Levers, levers, type Simulator, simulate } from "certcentral-simulator";
import type { Config } from "./harness";

/** A simulated CertCentral for a test file, with its levers, and the configuration that points a stack at it. */
export interface CertCentral extends Levers {
  readonly sim: Simulator;
  readonly config: Config;
  /** The calls that change something, without the addresses' common part: `POST /order/certificate/118/reissue`. */
  readonly writes: () => Promise<string[]>;
}

const open: Simulator[] = [];

/** Calm, unless a test asks for an awkwardness by name: it is then the test's subject. */
export const certCentral = async (awkward: Partial<AwkwardValues> = {}): Promise<CertCentral> => {
  const sim = await simulate({ seed: 7, awkward: { ...CALM, ...awkward } });
  open.push(sim);
  const pull = levers(sim.leversUrl);
  return {
    ...pull,
    sim,
    config: {
      "digicert:apiKey": { secret: sim.apiKey },
      "digicert:baseUrl": sim.baseUrl,
      "digicert:partnerApiKey": { secret: sim.partnerApiKey },
      "digicert:partnerBaseUrl": sim.partnerBaseUrl,
    },
    writes: async () =>
      (await pull.history())
        .filter(({ method }) => method !== "GET")
        .map(({ method, path }) => `${method} ${path.replace(/^\/(services\/v2|partner-subscription\/api\/v1)/, "")}`),
  };
};

afterAll(async () => {
  await Promise.all(open.splice(0).map((sim) => sim.close()));
});
