import type { Dispatcher } from "undici";

const CONNECT_MS = 10_000;
/** A proxy that takes a connection and then says nothing must not hold it for ever. */
const TUNNEL_MS = 60_000;
const proxied = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"].some((name) => process.env[name]);
/** What is taken of the library; the bundled plugin has no more of it inside (scripts/plugin/bundle.ts). */
export type Undici = Pick<typeof import("undici"), "Agent" | "EnvHttpProxyAgent" | "Pool">;
/** Most previews ask nobody anything, and it is a fifth of what the provider loads. */
const load = (): Undici => require("undici");
const make = (pipelining: number): { direct: Dispatcher; outside: Dispatcher } => {
  const { Agent, EnvHttpProxyAgent, Pool } = load();
  const options = { connect: { timeout: CONNECT_MS }, pipelining };
  const direct = new Agent(options);
  const outside = () =>
    new EnvHttpProxyAgent({
      ...options,
      requestTls: { timeout: CONNECT_MS },
      proxyTls: { timeout: CONNECT_MS },
      clientFactory: (origin, more) => new Pool(origin, { ...more, headersTimeout: TUNNEL_MS }),
    });
  return { direct, outside: proxied ? outside() : direct };
};

let shared: { kept: ReturnType<typeof make>; fresh: ReturnType<typeof make> } | undefined;

/**
 * Connections of this process. What must not be sent twice gets a fresh one: a kept connection may turn out to be closed by the
 * other side just when something was written to it, and then nobody can say whether it arrived.
 * Proxies come from the environment, as usual, and are not used for this machine itself. Throws where their address is none.
 */
export function dispatcherFor(baseUrl: string, fresh: boolean): Dispatcher {
  shared ??= { kept: make(1), fresh: make(0) };
  const { direct, outside } = fresh ? shared.fresh : shared.kept;
  return isLoopback(new URL(baseUrl).hostname) ? direct : outside;
}

const isLoopback = (host: string): boolean => host === "localhost" || host === "[::1]" || /^127(\.\d+){3}$/.test(host);
