import { few } from "../../../contract/text/few";
import { type Answered, LARGEST_BYTES, type NoAnswer } from "../connection/exchange";
import type { Endpoint } from "../endpoint";
import { isRead } from "../endpoint";
import type { DigicertError } from "./digicert-errors";
import { digicertErrors, hasNoRoute, isForeign } from "./digicert-errors";
import type { ErrorCode, Outcome } from "./errors";
import { hintFor, NOT_DIGICERT, NOT_DOCUMENTED, refusesKey } from "./hints";
import { Unreadable } from "./received";

/** What went wrong with one attempt. */
export interface Fault {
  readonly code: ErrorCode;
  readonly outcome: Outcome;
  readonly what: string;
  readonly status?: number;
  readonly digicert?: readonly DigicertError[];
  /** What to do, one step a line: no fault is without. */
  readonly hint: string;
  /** Whether the same call may succeed when it is made again soon. */
  readonly passing: boolean;
}

export type Verdict<Answer> = { readonly answer: Answer } | Fault;

/** Statuses that say "not now" and not "no". 406 is what the API was seen to answer when it is unwell (undocumented). */
const PASSING = new Set([406, 408, 425]);
/** Of the 5xx, those that say the same next time: not implemented, HTTP version, network authentication. */
const LASTING = new Set([501, 505, 511]);

/** Decides what an attempt came to. Whether it is worth another is not decided here. */
export function judge<Args, Answer>(
  endpoint: Endpoint<Args, Answer>,
  args: Args,
  got: Answered | NoAnswer,
  scrub: (text: string) => string,
): Verdict<Answer> {
  const lost: Outcome = isRead(endpoint) ? "not-done" : "unknown";
  if ("sent" in got) {
    return {
      code: "unreachable",
      outcome: got.sent ? lost : "not-done",
      what: `no answer: ${got.why}`,
      hint: got.hint,
      passing: got.passing,
    };
  }
  const { status } = got;
  if (status >= 200 && status < 300)
    return got.tooLarge ? tooLarge(status, lost) : understood(endpoint, args, got, lost, scrub);

  const digicert = digicertErrors(got.text, scrub);
  const told = { status, ...(digicert.length > 0 && { digicert }) };
  const codes = few(digicert.map(({ code, message }) => [code, message].filter(Boolean).join(": ")));
  const what = (verb: string) => [`${verb} (${status})`, ...codes].join("\n");
  const refusal = { family: endpoint.family, status, digicert, read: isRead(endpoint) };
  const hint = hintFor(refusal);
  if (status === 429)
    return { ...told, code: "rate-limited", outcome: lost, what: what("too many requests"), hint, passing: true };
  if (status >= 500 || PASSING.has(status))
    return {
      ...told,
      code: "unreachable",
      outcome: lost,
      what: what("DigiCert could not answer"),
      hint,
      passing: !LASTING.has(status),
    };
  if (status === 404 && isForeign(digicert))
    return {
      status,
      code: "not-understood",
      outcome: lost,
      what: "answered with 404, but not in DigiCert's words: whether it is there cannot be told",
      hint,
      passing: false,
    };
  if (status >= 400)
    return {
      ...told,
      code: status === 404 && !hasNoRoute(digicert) ? "absent" : "refused",
      outcome: "not-done",
      what: what(refusesKey(refusal) ? "the API key was refused" : "refused"),
      hint,
      passing: false,
    };
  return {
    status,
    code: "not-understood",
    outcome: lost,
    what: `answered with ${status}, which is no answer`,
    hint,
    passing: true,
  };
}

const tooLarge = (status: number, outcome: Outcome): Fault => ({
  status,
  code: "too-large",
  outcome,
  what: `the answer is larger than ${LARGEST_BYTES / 1024 / 1024} MB`,
  hint: NOT_DIGICERT,
  passing: false,
});

function understood<Args, Answer>(
  endpoint: Endpoint<Args, Answer>,
  args: Args,
  got: Answered,
  lost: Outcome,
  scrub: (text: string) => string,
): Verdict<Answer> {
  try {
    return { answer: endpoint.answer(got, args) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return {
      code: "not-understood",
      outcome: lost,
      status: got.status,
      what: scrub(error.message),
      hint: error.foreign ? NOT_DIGICERT : NOT_DOCUMENTED,
      passing: true,
    };
  }
}
