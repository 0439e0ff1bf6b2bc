import { setImmediate as turn } from "node:timers/promises";
import { connect, RateLimiters } from "../../provider/certcentral";
import type { Heard } from "../../provider/claims/journal";
import { answeredClaim, claimOf } from "../../provider/claims/program";
import type { Bag } from "../../provider/contract/resource";
import { Allowance } from "../../provider/front-doors/claims/allowance";
import { Claims } from "../../provider/front-doors/claims/claims";
import { type DynamicProvider, type Kind, provider } from "../../provider/front-doors/dynamic";
import type { Surroundings } from "../../provider/front-doors/surroundings";
import type { Simulator } from "../simulator/src";
import type { Virtual } from "./command";
import { nativeDoor } from "./native-door";
import { InProcess, type Wire } from "./transport";

/** A provider process, and what is heard of it. */
export interface ProviderProcess {
  /** The program's class says that it has a resource; and, once its registration is answered, what it holds. */
  readonly names: (kind: Kind, name: string, inputs: Bag, outputs?: Bag) => void;
  readonly door: (kind: Kind) => DynamicProvider;
  readonly transport: { readonly calls: number };
  /** What is said to people: `warn: …`; what is said in passing: `progress: …`. */
  readonly lines: readonly string[];
  readonly linesOf: (name: string) => readonly string[];
}

/** Who of a command is still alive, as the provider process sees it. */
export interface Life extends Wire {
  /** The engine that started it still answers. */
  readonly engineIsThere: () => boolean;
}

/** Starts the provider process of one command. */
export type StartProvider = (life: Life) => ProviderProcess;

const MOST_CALLS = 3_000;

/** Through which door an engine reaches the provider: `TEST_DOOR=native` tells the stories and the models of the other one. */
export type Door = "dynamic" | "native";
const DOORS: Readonly<Record<Door, (kind: Kind, around: Surroundings) => DynamicProvider>> = {
  dynamic: provider,
  native: nativeDoor,
};
const ASKED: Door = process.env["TEST_DOOR"] === "native" ? "native" : "dynamic";

/** The stacks that are begun are of the dynamic door for so many commands, and then taken over. */
export const takingOver = { after: 0 };

/** A provider process as Pulumi's host has it: one for all resources of a command, with the simulator at its other end. */
export const providerAt = (sim: Simulator, time: Virtual, door: Door = ASKED): StartProvider => {
  let before = takingOver.after;
  return (life) => processOf(sim, time, before-- > 0 ? "dynamic" : door)(life);
};

const processOf =
  (sim: Simulator, time: Virtual, door: Door): StartProvider =>
  ({ engineIsThere, isAlive = () => true, ...wire }) => {
    const lines: string[] = [];
    const heard: Heard[] = [];
    const byName = new Map<string, string[]>();
    const transport = new InProcess(sim, { isAlive, ...wire });
    const around: Surroundings = {
      engine: {
        log: async ({ severity, text, urn, ephemeral }) => {
          if (severity === "debug") return;
          const line = `${ephemeral ? "progress" : severity}: ${text}`;
          lines.push(line);
          const name = urn.split("::").at(-1) ?? urn;
          byName.set(name, [...(byName.get(name) ?? []), line]);
        },
        ping: async () => {
          if (!engineIsThere()) throw new Error("the engine is gone");
        },
      },
      claims: new Claims({ say: () => {}, hear: () => heard.splice(0) }),
      allowance: new Allowance(),
      env: {},
      connect: ({ account }) =>
        connect(account, {
          dispatcher: transport,
          rateLimiters: new RateLimiters(),
          limits: [{ calls: 1_000_000, perSeconds: 5 }],
        }),
      now: () => new Date(time.now),
      sleep: async (ms) => {
        if (transport.calls > MOST_CALLS) throw new Error("the provider asks for ever");
        // Whoever works beside it has a turn.
        await turn();
        if (!isAlive()) return new Promise<void>(() => {});
        time.now += ms;
      },
    };
    const https = (url: string): string => url.replace("http:", "https:");
    const config: Readonly<Record<string, string>> = {
      "digicert:apiKey": sim.apiKey,
      "digicert:baseUrl": https(sim.baseUrl),
      "digicert:partnerApiKey": sim.partnerApiKey,
      "digicert:partnerBaseUrl": https(sim.partnerBaseUrl),
    };
    const doors = new Map<Kind, DynamicProvider>();
    const open = (kind: Kind): DynamicProvider => {
      const opened = DOORS[door](kind, around);
      void opened.configure({ config: { get: (key) => config[key] } });
      doors.set(kind, opened);
      return opened;
    };
    return {
      names: (kind, name, inputs, outputs) => {
        const named = claimOf(urnOf(kind, name), { kind, ...inputs });
        if (named === undefined) return;
        const claim = outputs === undefined ? named : answeredClaim(named, outputs);
        heard.push({ speaker: "program", from: "program", entry: { is: "claim", claim } });
      },
      door: (kind) => doors.get(kind) ?? open(kind),
      transport,
      lines,
      linesOf: (name) => byName.get(name) ?? [],
    };
  };

export const urnOf = (kind: Kind, name: string): string =>
  `urn:pulumi:test::model::pulumi-nodejs:dynamic/digicert:${kind}::${name}`;

/** What the class adds to what a user writes. */
export const withHidden = (program: Bag, kind: Kind, name: string): Bag => ({
  ...program,
  __provider: `exports.handler=()=>require("pulumi-digicert/dynamic").provider("${kind}")`,
  __urn: urnOf(kind, name),
});
