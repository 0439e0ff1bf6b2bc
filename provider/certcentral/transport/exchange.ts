import type { Dispatcher } from "undici";
import type { Received } from "./received";

export interface Question {
  readonly method: Dispatcher.HttpMethod;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** For the first byte of the answer, and again between any two. */
  readonly patienceMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** An answer, whatever it says. */
export interface Answered extends Received {
  readonly retryAfterMs: number;
}

/** No answer. `sent` is false when not a byte of the request left. */
export interface NoAnswer {
  readonly sent: boolean;
  readonly why: string;
}

/** One request and its answer, or none. Never throws, since an HTTP library's errors may carry the request, key included. */
export async function exchange(dispatcher: Dispatcher, question: Question): Promise<Answered | NoAnswer> {
  const { method, headers, body, patienceMs, signal } = question;
  const { origin, pathname, search } = new URL(question.url);
  let sent = false;
  return new Promise((resolve) => {
    let abort = (): void => {};
    const lost = (error: unknown) => done({ sent, why: described(error) });
    const cancelled = () => {
      abort();
      lost(signal?.reason);
    };
    const done = (end: Answered | NoAnswer) => {
      signal?.removeEventListener("abort", cancelled);
      resolve(end);
    };
    signal?.addEventListener("abort", cancelled, { once: true });

    const chunks: Buffer[] = [];
    let start = { status: 0, contentType: "", retryAfterMs: 0 };
    const handler: Dispatcher.DispatchHandler = {
      /** Called when the request is about to be written to a connection. */
      onRequestStart(controller) {
        if (signal?.aborted) return controller.abort(new Error("cancelled"));
        abort = () => controller.abort(new Error("cancelled"));
        sent = true;
      },
      onResponseStart(_controller, status, received) {
        start = {
          status,
          contentType: first(received["content-type"]),
          retryAfterMs: seconds(first(received["retry-after"])),
        };
      },
      onResponseData: (_controller, chunk) => void chunks.push(chunk),
      onResponseEnd: () => done({ ...start, text: Buffer.concat(chunks).toString("utf8") }),
      onResponseError: (_controller, error) => lost(error),
    };
    try {
      dispatcher.dispatch(
        {
          origin,
          path: pathname + search,
          method,
          headers,
          body: body ?? null,
          headersTimeout: patienceMs,
          bodyTimeout: patienceMs,
        },
        handler,
      );
    } catch (error) {
      lost(error);
    }
  });
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  ECONNRESET: "the connection was cut",
  EPIPE: "the connection was cut",
  UND_ERR_SOCKET: "the connection was cut",
  ENOTFOUND: "the host name is not known",
  EAI_AGAIN: "the host name could not be looked up",
  UND_ERR_CONNECT_TIMEOUT: "no connection in time",
  UND_ERR_HEADERS_TIMEOUT: "no answer in time",
  UND_ERR_BODY_TIMEOUT: "the answer stopped half-way",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "the answer stopped half-way",
};

/** Only the code of an error is looked at. */
function described(error: unknown): string {
  const code = codeOf(error) ?? (error instanceof Error ? error.name : "unknown");
  return WORDS[code] ? `${WORDS[code]} (${code})` : code;
}

const codeOf = (error: unknown): string | undefined =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;

const first = (header: string | string[] | undefined): string => (Array.isArray(header) ? header[0] : header) ?? "";

const MOST_HEEDED_SECONDS = 300;
const seconds = (header: string): number =>
  /^\d+$/.test(header) ? Math.min(Number(header), MOST_HEEDED_SECONDS) * 1000 : 0;
