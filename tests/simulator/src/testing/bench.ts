import { CALM } from "../awkward/calm";
import type { AwkwardValues } from "../awkward/table";
import { newCsr } from "../levers/make";
import { type Levers, levers } from "../levers-client";
import { type SimulateOptions, type Simulator, simulate } from "../simulate";

/** A calm simulator without sockets, its levers, and a client that sends what it is told. */
export interface Bench {
  sim: Simulator;
  levers: Levers;
  call: (
    method: string,
    path: string,
    body?: unknown,
    key?: string,
  ) => Promise<{ status: number; body: Answered; text: string; headers: Headers }>;
  partner: (
    method: string,
    path: string,
    body?: unknown,
    key?: string,
  ) => Promise<{ status: number; body: Answered; text: string; headers: Headers }>;
}

/** An answer of unknown shape: tests look, they do not trust. */
export interface Answered {
  readonly [member: string]: Answered;
}

export const listed = (value: Answered | undefined): Answered[] => (Array.isArray(value) ? value : []);

/** Tests begin on this day, so that limits that change by date do not change the tests. */
const BEGIN = Date.parse("2026-06-01T12:00:00Z");

export const bench = async (awkward: Partial<AwkwardValues> = {}, options: SimulateOptions = {}): Promise<Bench> => {
  const started = Date.now();
  const sim = await simulate({
    seed: 7,
    now: () => BEGIN + Date.now() - started,
    listen: false,
    ...options,
    awkward: { ...CALM, rateWindows: [], ...awkward },
  });
  const ask =
    (base: string, header: string, standard: string): Bench["call"] =>
    async (method, path, body, key = standard) => {
      const sent = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
      const response = await sim.fetch(base + path, {
        method,
        headers: { [header]: key, "content-type": "application/json" },
        ...sent,
      });
      const text = await response.text();
      const json = text !== "" && (response.headers.get("content-type") ?? "").includes("json");
      return {
        status: response.status,
        body: (json ? JSON.parse(text) : {}) as Answered,
        text,
        headers: response.headers,
      };
    };
  return {
    sim,
    levers: levers(sim.leversUrl, sim.fetch),
    call: ask(sim.baseUrl, "X-DC-DEVKEY", sim.apiKey),
    partner: ask(sim.partnerBaseUrl, "X-PARTNER-APIKEY", sim.partnerApiKey),
  };
};

/** A CSR as the reissue page wants it: one line. */
export const oneLine = (commonName = "www.example.com"): string => newCsr(commonName).replace(/\s*\n\s*/g, "");

export const DAY_SECONDS = 86_400;
