import { apiApp, PARTNER, SERVICES } from "./api/api";
import { Faults } from "./api/faults";
import { Gate } from "./api/gate";
import { History } from "./api/history";
import { apiPort, LOST } from "./api/port";
import { checked } from "./awkward/awkward";
import type { AwkwardValues } from "./awkward/table";
import { leversApp } from "./levers/levers";
import { partnerRoutes } from "./partner/routes";
import { Authority } from "./pki/authority";
import { serve } from "./serve";
import { servicesRoutes } from "./services/routes";
import { World } from "./world/world";

export interface SimulateOptions {
  /** Of the dice; a random one is printed on standard error. */
  seed?: number;
  /** Switches that differ from the table's defaults. */
  awkward?: Partial<AwkwardValues>;
  /** Port of the APIs; a free one when left out. */
  port?: number;
  leversPort?: number;
  /** The real clock, in milliseconds. */
  now?: () => number;
  /** false: no sockets; only `fetch` reaches it. */
  listen?: boolean;
}

export interface Simulator {
  readonly seed: number;
  readonly baseUrl: string;
  readonly partnerBaseUrl: string;
  readonly leversUrl: string;
  /** A CertCentral key of an administrator. */
  readonly apiKey: string;
  /** A Partner key of a subaccount. */
  readonly partnerApiKey: string;
  readonly rootPem: string;
  /** The same answers without a socket; takes any of the three addresses. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  readonly close: () => Promise<void>;
}

/** Loopback addresses that nobody listens on: only `fetch` of the simulator knows them. */
const IN_PROCESS = { api: "http://127.0.0.1:9", levers: "http://127.0.0.1:10" };

const randomSeed = (): number => {
  const seed = Math.floor(Math.random() * 1_000_000);
  console.error(`simulator: seed ${seed}`);
  return seed;
};

/** What a client puts on the wire by itself, for calls that see no wire. */
const asOnTheWire = async (request: Request): Promise<Request> => {
  const headers = new Headers(request.headers);
  if (!headers.has("user-agent")) headers.set("user-agent", "in-process");
  if (request.body === null) return new Request(request.url, { method: request.method, headers });
  const body = await request.arrayBuffer();
  headers.set("content-length", String(body.byteLength));
  return new Request(request.url, { method: request.method, headers, body });
};

/** Starts a CertCentral and a Partner Subscriptions API of your own. */
export const simulate = async (options: SimulateOptions = {}): Promise<Simulator> => {
  const seed = options.seed ?? randomSeed();
  const awkward = checked(options.awkward ?? {});
  const now = options.now ?? Date.now;
  const world = new World(new Authority(new Date(now())), { seed, awkward, now });
  const apiKey = world.addKey("main", { family: "services", role: "admin" }).key;
  const partnerApiKey = world.addKey("main", { family: "partner", role: "subaccount" }).key;
  const faults = new Faults();
  const history = new History();
  world.onReset(() => faults.clear());
  world.onReset(() => history.clear());

  const api = apiPort(
    world,
    apiApp(world, history, new Gate(world), { services: servicesRoutes, partner: partnerRoutes }),
    faults,
    history,
  );
  const levers = leversApp({ world, faults, history });
  const ports =
    options.listen === false
      ? undefined
      : [await serve(api, options.port ?? 0), await serve((request) => levers.fetch(request), options.leversPort ?? 0)];
  const apiUrl = ports?.[0]?.url ?? IN_PROCESS.api;
  const leversUrl = ports?.[1]?.url ?? IN_PROCESS.levers;

  return {
    seed,
    baseUrl: apiUrl + SERVICES,
    partnerBaseUrl: apiUrl + PARTNER,
    leversUrl,
    apiKey,
    partnerApiKey,
    rootPem: world.authority.root.pem,
    fetch: async (input, init) => {
      const request = await asOnTheWire(new Request(input, init));
      const outcome = request.url.startsWith(`${leversUrl}/`) ? await levers.fetch(request) : await api(request);
      if (outcome === LOST)
        throw new TypeError("fetch failed", { cause: new Error("simulator: the connection was dropped") });
      return outcome;
    },
    close: async () => {
      for (const port of ports ?? []) await port.close();
    },
  };
};
