import { setMaxListeners } from "node:events";
import type { Dispatcher } from "undici";
import type { Run } from "../../contract/run";
import { backoff, jittered, type Patience } from "./backoff";
import { type Endpoint, isRead } from "./endpoint";
import { CertCentralError, type ErrorCode } from "./errors";
import { type Answered, exchange, type NoAnswer } from "./exchange";
import { type Fault, judge } from "./judge";
import { queryString } from "./query";
import type { RateLimiter } from "./rate-limiter";

/** One API as `send` needs it. */
export interface Connection {
  readonly baseUrl: string;
  /** Those that go with every request, the key's among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly rateLimiter: RateLimiter;
  /** `fresh` asks for a connection that carried nothing before. */
  readonly dispatcher: (fresh: boolean) => Dispatcher;
  readonly patienceMs: number;
  readonly scrub: (text: string) => string;
}

/** What one call may cost in waiting after each kind of failure. Waiting for a turn is not counted. */
const PATIENCE: Readonly<Record<Exclude<ErrorCode, "refused" | "no-key">, Patience>> = {
  unreachable: { first: 500, most: 8_000, total: 60_000 },
  "not-understood": { first: 1_000, most: 2_000, total: 3_000 },
  /** Forty tries: the gate does the waiting before each, at least five seconds after a refusal. */
  "rate-limited": { first: 250, most: 250, total: 10_000 },
};

/** The one interpreter of endpoints: asks, as often as it makes sense and is safe, and reads the answer. */
export async function send<Args, Answer>(
  connection: Connection,
  endpoint: Endpoint<Args, Answer>,
  args: Args,
  run: Run,
): Promise<Answer> {
  setMaxListeners(0, run.signal); // many calls may share a run, and each listens
  const path = endpoint.path(args);
  const fail = (fault: Fault) =>
    new CertCentralError({ endpoint: endpoint.name, method: endpoint.method, path: connection.scrub(path), ...fault });
  const waits = timeout(run);
  let doubt = false;
  for (;;) {
    const got = await attempt(connection, endpoint, args, path, run);
    const verdict = judge(endpoint, args, got, connection.scrub);
    if ("answer" in verdict) return verdict.answer;

    // What an earlier attempt may have done, a later refusal does not undo.
    doubt ||= verdict.outcome === "unknown";
    const error = fail(doubt ? { ...verdict, outcome: "unknown" } : verdict);
    const wait = mayRepeat(endpoint, got, verdict) ? waits(verdict.code) : undefined;
    if (wait === undefined) throw error;
    await run.sleep(wait);
  }
}

async function attempt<Args, Answer>(
  line: Connection,
  endpoint: Endpoint<Args, Answer>,
  args: Args,
  path: string,
  run: Run,
): Promise<Answered | NoAnswer> {
  const body = endpoint.body?.(args);
  const once = !endpoint.repeatable;
  const permit = await line.rateLimiter.enter(isRead(endpoint) ? "read" : "write", run);
  let got: Answered | NoAnswer | undefined;
  try {
    if (once) await run.stillWanted();
    got = await exchange(line.dispatcher(once), {
      method: endpoint.method,
      url: line.baseUrl + path + queryString(endpoint.query?.(args) ?? {}),
      headers: { ...line.headers, accept: endpoint.accept ?? "application/json", "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      patienceMs: line.patienceMs,
      // A write that is under way is let finish: to know what became of it is worth more than to stop at once.
      signal: isRead(endpoint) ? run.signal : undefined,
    });
  } finally {
    permit.leave(
      got !== undefined && "status" in got && got.status === 429
        ? { limited: true, retryAfterMs: got.retryAfterMs }
        : { limited: false },
    );
  }
  if (isRead(endpoint)) run.signal.throwIfAborted();
  return got;
}

/** Never having been sent makes any call repeatable; a 429 does not, because that it did nothing is not documented. */
const mayRepeat = (
  endpoint: Pick<Endpoint<never, unknown>, "repeatable">,
  got: Answered | NoAnswer,
  { code }: Fault,
): boolean => code !== "refused" && (endpoint.repeatable || ("sent" in got && !got.sent));

/** The next wait after a failure of some kind, as long as there is patience left for that kind. */
function timeout(run: Run): (code: ErrorCode) => number | undefined {
  const left = new Map<ErrorCode, Iterator<number, void>>();
  return (code) => {
    if (code === "refused" || code === "no-key") return undefined;
    const waits = left.get(code) ?? jittered(backoff(PATIENCE[code]), run.random);
    left.set(code, waits);
    const { value } = waits.next();
    return value ?? undefined;
  };
}
