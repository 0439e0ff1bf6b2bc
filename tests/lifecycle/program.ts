import { type Ended, rowOf, type Virtual } from "../in-process-engine/command";
import { Engine } from "../in-process-engine/engine";
import { providerAt } from "../in-process-engine/provider-process";
import { CALM, levers, simulate } from "../simulator/src";

/** A simulated CertCentral, and a stack whose program has several resources; time passes only while somebody sleeps. */
export const programs = async () => {
  const time: Virtual = { now: Date.parse("2026-11-22T12:00:00Z") };
  const sim = await simulate({ seed: 7, listen: false, awkward: { ...CALM, rateWindows: [] }, now: () => time.now });
  const pull = levers(sim.leversUrl, sim.fetch);
  const engine = new Engine(providerAt(sim, time));
  return {
    ...pull,
    engine,
    advance: (ms: number): void => {
      time.now += ms;
    },
    outputs: (name: string) => engine.saved.get(name)?.outputs ?? {},
    writes: async () =>
      (await pull.history())
        .filter(({ method }) => method !== "GET")
        .map(({ method, path }) => `${method} ${path.replace(/^\/(services\/v2|partner-subscription\/api\/v1)/, "")}`),
  };
};

/** It went well. */
export const well = async (command: Promise<Ended>): Promise<Ended> => {
  const ended = await command;
  if (!ended.ok) throw new Error(`failed: ${ended.reasons.join("\n")}`);
  return ended;
};

/** Why the step of this resource failed; empty where it did not. */
export const failureOf = (ended: Ended, name: string): string => rowOf(ended, name).reasons.join("\n");
