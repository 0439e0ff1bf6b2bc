import type { DigicertError } from "./digicert-errors";
import { digicertErrors } from "./digicert-errors";
import type { Endpoint } from "./endpoint";
import { isRead } from "./endpoint";
import type { ErrorCode, Outcome } from "./errors";
import type { Answered, NoAnswer } from "./exchange";
import { hintFor, refusesKey } from "./hints";
import { Unreadable } from "./received";

/** What went wrong with one attempt. */
export interface Fault {
  readonly code: ErrorCode;
  readonly outcome: Outcome;
  readonly what: string;
  readonly status?: number;
  readonly digicert?: readonly DigicertError[];
  readonly hint?: string | undefined;
}

export type ApprovalOutcome<Answer> = { readonly answer: Answer } | Fault;

/** Statuses that say "not now" and not "no". 406 is what the API was seen to answer when it is unwell (undocumented). */
const PASSING = new Set([406, 408, 425]);

/** Decides what an attempt came to. Whether it is worth another is not decided here. */
export function judge<Args, Answer>(
  endpoint: Endpoint<Args, Answer>,
  args: Args,
  got: Answered | NoAnswer,
  scrub: (text: string) => string,
): ApprovalOutcome<Answer> {
  const lost: Outcome = isRead(endpoint) ? "not-done" : "unknown";
  if ("sent" in got) {
    return {
      code: "unreachable",
      outcome: got.sent ? lost : "not-done",
      what: `no answer: ${got.why}`,
      hint: got.sent ? undefined : UNREACHED,
    };
  }
  const { status } = got;
  if (status >= 200 && status < 300) return understood(endpoint, args, got, lost, scrub);

  const digicert = digicertErrors(got.text, scrub);
  const told = { status, ...(digicert.length > 0 && { digicert }) };
  const codes = digicert.map(({ code, message }) => [code, message].filter(Boolean).join(": "));
  const what = (verb: string) => [`${verb} (${status})`, ...codes].join("\n");
  if (status === 429)
    return {
      ...told,
      code: "rate-limited",
      outcome: lost,
      what: what("too many requests"),
      hint: "another program may be using the same key: try again in a few minutes",
    };
  const refusal = { family: endpoint.family, status, digicert };
  if (status >= 500 || PASSING.has(status))
    return {
      ...told,
      code: "unreachable",
      outcome: lost,
      what: what("DigiCert could not answer"),
      hint: status === 501 ? hintFor(refusal) : undefined,
    };
  if (status >= 400)
    return {
      ...told,
      code: "refused",
      outcome: "not-done",
      what: what(refusesKey(refusal) ? "the API key was refused" : "refused"),
      hint: hintFor(refusal),
    };
  return {
    status,
    code: "not-understood",
    outcome: lost,
    what: `answered with ${status}, which is no answer`,
    hint: NOT_DIGICERT,
  };
}

function understood<Args, Answer>(
  endpoint: Endpoint<Args, Answer>,
  args: Args,
  got: Answered,
  lost: Outcome,
  scrub: (text: string) => string,
): ApprovalOutcome<Answer> {
  try {
    return { answer: endpoint.answer(got, args) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return {
      code: "not-understood",
      outcome: lost,
      status: got.status,
      what: scrub(error.message),
      ...(error.foreign && { hint: NOT_DIGICERT }),
    };
  }
}

const UNREACHED = "check the network, any proxy, and digicert:baseUrl";
const NOT_DIGICERT = "something between here and DigiCert may have answered: check any proxy, and digicert:baseUrl";
