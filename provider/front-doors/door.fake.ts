import type { CertCentral } from "../certcentral";
import { Allowance } from "./claims/allowance";
import { Claims } from "./claims/claims";
import { type DynamicProvider, provider } from "./dynamic";
import type { Surroundings } from "./surroundings";

export interface Said {
  readonly severity: "info" | "warn" | "progress";
  readonly text: string;
  readonly urn: string;
}

export interface FakeDoor extends DynamicProvider {
  /** Everything the engine was told, in order. */
  readonly said: Said[];
  /** Another resource's door in the same process. */
  readonly another: () => DynamicProvider;
}

export interface FakeDoorOptions {
  /** Without `digicert:`. */
  readonly config?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly now?: string;
  readonly api?: CertCentral;
  /** Those of an operation, where others are to be heard. */
  readonly claims?: Claims;
}

const noNetwork: CertCentral = {
  send: async (endpoint) => {
    throw new Error(`${endpoint.name}: this test has no network`);
  },
};

/** The door of `Certificate` in surroundings that a test decides: no engine, no network, no clock of its own. */
export const doorFor = async (options: FakeDoorOptions = {}): Promise<FakeDoor> => {
  const {
    config = { apiKey: "0123456789ABCDEF" },
    env = {},
    now = "2026-11-22T12:00:00Z",
    api = noNetwork,
    claims = new Claims(),
  } = options;
  const said: Said[] = [];
  const around: Surroundings = {
    engine: {
      log: async ({ severity, text, urn, ephemeral }) =>
        severity === "debug" ? undefined : void said.push({ severity: ephemeral ? "progress" : severity, text, urn }),
      ping: async () => {},
    },
    claims,
    allowance: new Allowance(),
    env,
    connect: () => api,
    now: () => new Date(now),
    sleep: async () => {},
  };
  const door = provider("Certificate", around);
  await door.configure({ config: { get: (key) => config[key.replace("digicert:", "")] } });
  return Object.assign(door, { said, another: () => provider("Certificate", around) });
};

export const urn = (name: string): string =>
  `urn:pulumi:prod::infra::pulumi-nodejs:dynamic/digicert:Certificate::${name}`;
