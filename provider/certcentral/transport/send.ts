import { setMaxListeners } from "node:events";
import type { Dispatcher } from "undici";
import type { Run } from "../../contract/run";
import { CertCentralError, type ErrorCode } from "./answers/errors";
import { type Fault, judge } from "./answers/judge";
import { type CallRecord, callLine } from "./call-log";
import { type Answered, exchange, type NoAnswer } from "./connection/exchange";
import { type Endpoint, isRead } from "./endpoint";
import { backoff, jittered, type Patience } from "./limits/backoff";
import type { RateLimiter } from "./limits/rate-limiter";
import { queryString } from "./query";

/** One API as `send` needs it. */
export interface Connection {
  readonly baseUrl: string;
  /** Those that go with every request, the key's among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly rateLimiter: RateLimiter;
  /** `fresh` asks for a connection that carried nothing before. */
  readonly dispatcher: (fresh: boolean) => Dispatcher;
  /** What one attempt may take, from the first look for a connection to the last byte of the answer. */
  readonly attemptMs: number;
  readonly scrub: (text: string) => string;
  readonly onCall: (call: CallRecord) => void;
}

/**
 * What one call may take, attempts and pauses together, waiting for our own request limit left out: nothing is sent after it, and
 * an answer to a read is not waited for beyond it. A write that is sent gets its whole attempt.
 */
export const CALL_MS = 120_000;

type PassingCode = "unreachable" | "not-understood" | "rate-limited";
const mayPass = (code: ErrorCode): code is PassingCode => code in PATIENCE;

/** What one call may cost in pauses after each kind of failure. Waiting for a turn is not counted. */
const PATIENCE: Readonly<Record<PassingCode, Patience>> = {
  unreachable: { first: 500, most: 8_000, total: 60_000 },
  "not-understood": { first: 1_000, most: 2_000, total: 3_000 },
  /** Forty tries: the limiter does the waiting before each, at least five seconds after a refusal. */
  "rate-limited": { first: 250, most: 250, total: 10_000 },
};

/** What one call heeds of `Retry-After` in all: a gateway that always says "later" is not waited for without end. */
const RETRY_AFTER_MS = 600_000;

/** The one interpreter of endpoints: asks, as often as it makes sense and is safe, and reads the answer. */
export async function send<Args, Answer>(
  connection: Connection,
  endpoint: Endpoint<Args, Answer>,
  args: Args,
  run: Run,
): Promise<Answer> {
  setMaxListeners(0, run.signal); // many calls may share a run, and each listens
  const path = endpoint.path(args);
  const budget = budgetOf(run);
  let doubt = false;
  for (let attempt = 1; ; attempt += 1) {
    const got = await attempted(connection, endpoint, args, path, run, attempt, budget);
    const verdict = judge(endpoint, args, got, connection.scrub);
    if ("answer" in verdict) return verdict.answer;

    // What an earlier attempt may have done, a later refusal does not undo.
    doubt ||= verdict.outcome === "unknown";
    const pause = mayRepeat(endpoint, got, verdict) ? budget.pause(verdict.code, got) : undefined;
    if (pause === undefined)
      throw new CertCentralError({
        endpoint: endpoint.name,
        method: endpoint.method,
        path: connection.scrub(path),
        ...verdict,
        ...(doubt && { outcome: "unknown" }),
      });
    await budget.counted(() => run.sleep(pause));
  }
}

async function attempted<Args, Answer>(
  connection: Connection,
  endpoint: Endpoint<Args, Answer>,
  args: Args,
  path: string,
  run: Run,
  attempt: number,
  budget: Budget,
): Promise<Answered | NoAnswer> {
  const read = isRead(endpoint);
  const body = endpoint.body?.(args);
  const once = !endpoint.repeatable;
  const asked = run.now().getTime();
  const permit = await connection.rateLimiter.enter(read ? "read" : "write", run);
  let got: Answered | NoAnswer | undefined;
  try {
    if (once) await run.stillWanted();
    // Admitted, and not wanted any more.
    run.signal.throwIfAborted();
    const sent = run.now();
    got = await budget.counted(() =>
      exchange(() => connection.dispatcher(once), {
        method: endpoint.method,
        url: connection.baseUrl + path + queryString(endpoint.query?.(args) ?? {}),
        headers: {
          ...connection.headers,
          accept: endpoint.accept ?? "application/json",
          "content-type": "application/json",
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        deadlineMs: read ? Math.min(connection.attemptMs, Math.max(1, budget.left())) : connection.attemptMs,
        // A write that is under way is let finish: to know what became of it is worth more than to stop at once.
        signal: read ? run.signal : undefined,
      }),
    );
    const call: CallRecord = {
      time: sent.toISOString(),
      method: endpoint.method,
      path: connection.scrub(path),
      ...("status" in got ? { status: got.status } : { error: got.why }),
      milliseconds: run.now().getTime() - sent.getTime(),
      attempt,
      waited: sent.getTime() - asked,
      ...("status" in got && got.requestId !== undefined && { requestId: connection.scrub(got.requestId) }),
    };
    connection.onCall(call);
    run.log.debug(callLine(call));
  } finally {
    permit.leave(
      got !== undefined && "status" in got && got.status === 429
        ? { limited: true, retryAfterMs: got.retryAfterMs }
        : { limited: false },
    );
  }
  if (read) run.signal.throwIfAborted();
  return got;
}

/** A call that never left can always be repeated. A write that got a 429 cannot: no document says that it did nothing. */
const mayRepeat = (
  endpoint: Pick<Endpoint<never, unknown>, "repeatable">,
  got: Answered | NoAnswer,
  { passing }: Fault,
): boolean => passing && (endpoint.repeatable || ("sent" in got && !got.sent));

/** How much time, and how many pauses, one call has left. */
interface Budget {
  readonly left: () => number;
  /** Runs work whose duration counts. */
  readonly counted: <Value>(work: () => Promise<Value>) => Promise<Value>;
  /** The pause before the next attempt, as long as there is patience left for this kind of failure, and time for another attempt. */
  readonly pause: (code: ErrorCode, got: Answered | NoAnswer) => number | undefined;
}

function budgetOf(run: Run): Budget {
  const pauses = new Map<ErrorCode, Iterator<number, void>>();
  let spent = 0;
  let heeded = 0;
  const left = () => CALL_MS - spent;
  return {
    left,
    counted: async (work) => {
      const began = run.now().getTime();
      try {
        return await work();
      } finally {
        spent += Math.max(0, run.now().getTime() - began);
      }
    },
    pause: (code, got) => {
      if (!mayPass(code)) return undefined;
      heeded += "status" in got ? got.retryAfterMs : 0;
      if (heeded > RETRY_AFTER_MS) return undefined;
      const next = pauses.get(code) ?? jittered(backoff(PATIENCE[code]), run.random);
      pauses.set(code, next);
      const pause = next.next().value ?? undefined;
      return pause !== undefined && pause < left() && !pastDeadline(run) ? pause : undefined;
    },
  };
}

const pastDeadline = ({ deadline, now }: Run): boolean => deadline !== undefined && now() >= deadline;
