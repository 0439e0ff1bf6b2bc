import { connect, RateLimiters } from "../../provider/certcentral";
import type { Bag } from "../../provider/contract/resource";
import { fakeRun } from "../../provider/contract/run.fake";
import { Claims } from "../../provider/front-doors/claims";
import { type DynamicProvider, type Kind, provider, type Surroundings } from "../../provider/front-doors/dynamic";
import { InProcess } from "../in-process-engine/transport";
import { CALM, levers, simulate } from "../simulator/src";

/** A resource of a program, and what the engine keeps of it. */
export interface Kept {
  readonly kind: Kind;
  readonly name: string;
  readonly inputs: Bag;
  readonly id: string;
  readonly outputs: Bag;
}

/** A step that has begun. */
export interface Begun {
  readonly ends: Promise<Kept>;
}

/** One provider process, which several resources of a program speak to, in the order and overlap that a test decides. */
export interface OneRun {
  /** Registers a new resource: checked at once, and its creation begun. */
  readonly creates: (kind: Kind, name: string, inputs: Bag) => Promise<Begun>;
  /** Registers a resource that has state: checked and compared at once, and its update begun if there is one. */
  readonly goesOn: (prior: Kept, inputs?: Bag) => Promise<Begun>;
  readonly refreshes: (prior: Kept) => Promise<Kept>;
  readonly deletes: (prior: Kept) => Promise<void>;
  readonly lines: string[];
}

/** A simulated CertCentral and the runs of a program against it; time passes only while somebody sleeps. */
export const programs = async () => {
  const run = fakeRun();
  const sim = await simulate({
    seed: 7,
    listen: false,
    awkward: { ...CALM, rateWindows: [] },
    now: () => run.now().getTime(),
  });
  const pull = levers(sim.leversUrl, sim.fetch);
  const config: Record<string, string> = {
    "digicert:apiKey": sim.apiKey,
    "digicert:baseUrl": sim.baseUrl.replace("http:", "https:"),
    "digicert:partnerApiKey": sim.partnerApiKey,
    "digicert:partnerBaseUrl": sim.partnerBaseUrl.replace("http:", "https:"),
  };

  const aRun = (): OneRun => {
    const lines: string[] = [];
    const around: Surroundings = {
      engine: { log: async ({ severity, text }) => void lines.push(`${severity}: ${text}`), ping: async () => {} },
      claims: new Claims(),
      env: {},
      connect: ({ account }) => connect(account, { dispatcher: new InProcess(sim), rateLimiters: new RateLimiters() }),
      now: run.now,
      sleep: run.sleep,
    };
    const doors = new Map<Kind, DynamicProvider>();
    const doorOf = (kind: Kind): DynamicProvider => {
      const door = doors.get(kind) ?? provider(kind, around);
      if (!doors.has(kind)) void door.configure({ config: { get: (key) => config[key] } });
      doors.set(kind, door);
      return door;
    };
    const checked = async (kind: Kind, name: string, given: Bag, prior: Bag = {}): Promise<Bag> => {
      const __urn = `urn:pulumi:test::beside::pulumi-nodejs:dynamic/digicert:${kind}::${name}`;
      const { inputs, failures } = await doorOf(kind).check(prior, { ...given, __provider: "shell", __urn });
      if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
      return inputs;
    };
    return {
      lines,
      creates: async (kind, name, given) => {
        const inputs = await checked(kind, name, given);
        return begun(async () => {
          const { id, outs } = await doorOf(kind).create(inputs);
          return { kind, name, inputs, id, outputs: outs };
        });
      },
      refreshes: async (prior) => ({
        ...prior,
        outputs: (await doorOf(prior.kind).read(prior.id, prior.outputs)).props,
      }),
      deletes: (prior) => doorOf(prior.kind).delete(prior.id, prior.outputs),
      goesOn: async (prior, given = prior.inputs) => {
        const { kind, name, id, outputs } = prior;
        const inputs = await checked(kind, name, given, prior.inputs);
        const { changes } = await doorOf(kind).diff(id, outputs, inputs);
        if (!changes) return begun(async () => ({ ...prior, inputs }));
        return begun(async () => ({
          ...prior,
          inputs,
          outputs: (await doorOf(kind).update(id, outputs, inputs)).outs,
        }));
      },
    };
  };
  return {
    ...pull,
    aRun,
    advance: run.advance,
    writes: async () =>
      (await pull.history())
        .filter(({ method }) => method !== "GET")
        .map(({ method, path }) => `${method} ${path.replace(/^\/(services\/v2|partner-subscription\/api\/v1)/, "")}`),
  };
};

const begun = (work: () => Promise<Kept>): Begun => {
  const ends = work();
  ends.catch(() => undefined);
  return { ends };
};
