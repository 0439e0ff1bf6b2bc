import type { Dispatcher } from "undici";
import type { Run } from "../../contract/run";
import type { Account, ApiAccess, ApiFamily } from "./account";
import { CertCentralError } from "./answers/errors";
import type { CallRecord } from "./call-log";
import { dispatcherFor } from "./connection/dispatchers";
import { userAgent } from "./connection/user-agent";
import type { Endpoint } from "./endpoint";
import { type RateLimiters, rateLimitersOfThisProcess } from "./limits/rate-limiters";
import type { Limit } from "./limits/rolling-window";
import { scrubber } from "./scrubber";
import { type Connection, send } from "./send";

/** The client: one method, which can make every call there is. */
export interface CertCentral {
  /**
   * Fails with a `CertCentralError`. When the run is cancelled, fails with the run's reason, and then nothing that counts was left under
   * way. Arguments that cannot be sent, an empty id or a date that is none, are a `TypeError`.
   */
  send<Args, Answer>(endpoint: Endpoint<Args, Answer>, args: Args, run: Run): Promise<Answer>;
  /** How many more calls of the Services API this process may make before its longest window is full. For people only. */
  requestsLeft?(run: Run): number | undefined;
}

export interface ConnectOptions {
  /** Carries the requests, instead of the connections of this process. */
  readonly dispatcher?: Dispatcher;
  /** Instead of DigiCert's; the first to use a key decides for all. */
  readonly limits?: readonly Limit[];
  readonly userAgent?: string;
  /** Who shares limits with whom: usually everybody in the process who has the same key. */
  readonly rateLimiters?: RateLimiters;
  /** For one attempt, from the first look for a connection to the last byte of the answer. */
  readonly timeoutMs?: number;
  /** Is told of every attempt of every call. */
  readonly onCall?: (call: CallRecord) => void;
}

const ATTEMPT_MS = 60_000;
const KEY_HEADER: Readonly<Record<ApiFamily, string>> = { services: "x-dc-devkey", partner: "x-partner-apikey" };

export function connect(account: Account, options: ConnectOptions = {}): CertCentral {
  const scrub = scrubber(Object.values(account).flatMap((door) => ("apiKey" in door ? [door.apiKey] : [])));
  return {
    async send(endpoint, args, run) {
      const access = account[endpoint.family];
      const missing = wrongWith(access);
      if (missing !== undefined || "missing" in access) {
        throw new CertCentralError({
          code: "no-key",
          outcome: "not-done",
          endpoint: endpoint.name,
          method: endpoint.method,
          path: "",
          what: "there is no usable API key",
          hint: missing,
        });
      }
      return send(connection(endpoint.family, access, options, scrub), endpoint, args, run);
    },
    requestsLeft({ now }) {
      const access = account.services;
      return "missing" in access || wrongWith(access) !== undefined
        ? undefined
        : connection("services", access, options, scrub).rateLimiter.left(now().getTime());
    },
  };
}

function connection(
  family: ApiFamily,
  door: Exclude<ApiAccess, { missing: string }>,
  options: ConnectOptions,
  scrub: (text: string) => string,
): Connection {
  const baseUrl = door.baseUrl.replace(/\/+$/, "");
  return {
    baseUrl,
    headers: { [KEY_HEADER[family]]: door.apiKey.reveal(), "user-agent": options.userAgent ?? userAgent() },
    rateLimiter: (options.rateLimiters ?? rateLimitersOfThisProcess).for(baseUrl, door.apiKey, options.limits),
    dispatcher: (fresh) => options.dispatcher ?? dispatcherFor(baseUrl, fresh),
    attemptMs: options.timeoutMs ?? ATTEMPT_MS,
    scrub,
    onCall: options.onCall ?? (() => {}),
  };
}

const wrongWith = (door: ApiAccess): string | undefined => {
  if ("missing" in door) return door.missing;
  return /^[\x21-\x7e]+$/.test(door.apiKey.reveal())
    ? undefined
    : "the API key is empty, or contains blanks, line breaks or other characters that no key has";
};
