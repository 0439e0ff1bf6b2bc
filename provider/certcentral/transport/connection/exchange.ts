import type { Dispatcher } from "undici";
import { present } from "../../../contract/present";
import type { Received } from "../answers/received";
import { type ConnectionFault, connectionFault, UNREACHED } from "./connection-faults";

export interface Question {
  readonly method: Dispatcher.HttpMethod;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** From the first look for a connection to the last byte of the answer. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** An answer, whatever it says. */
export interface Answered extends Received {
  readonly retryAfterMs: number;
  /** By which whoever answered knows the call, where it tells. */
  readonly requestId?: string;
  /** True when there was more than we take: `text` is empty then. */
  readonly tooLarge: boolean;
}

/** No answer. `sent` is false when not a byte of the request left. */
export interface NoAnswer extends ConnectionFault {
  readonly sent: boolean;
}

/** An order with a thousand names is far below it, and so is a page of a thousand orders with a few names each. */
export const LARGEST_BYTES = 8 * 1024 * 1024;

/** One request and its answer, or none, by the deadline. Never throws, since an HTTP library's errors may carry the request, key included. */
export async function exchange(dispatcher: () => Dispatcher, question: Question): Promise<Answered | NoAnswer> {
  const { method, headers, body, deadlineMs, signal } = question;
  const { origin, pathname, search } = new URL(question.url);
  return new Promise((resolve) => {
    let sent = false;
    let over = false;
    let begun: Omit<Answered, "text" | "tooLarge"> | undefined;
    let bytes = 0;
    let chunks: Buffer[] = [];
    let abort = (): void => {};

    const done = (end: Answered | NoAnswer): void => {
      if (over) return;
      over = true;
      chunks = [];
      clearTimeout(timer);
      signal?.removeEventListener("abort", cancelled);
      resolve(end);
    };
    const lost = (error: unknown): void => done({ sent, ...connectionFault(error) });
    const stop = (end: Answered | NoAnswer): void => {
      done(end);
      abort();
    };
    const late = (): void => stop({ sent, ...lateness(sent, begun !== undefined, deadlineMs) });
    const cancelled = (): void => stop({ sent, ...connectionFault(signal?.reason) });
    const timer = setTimeout(late, deadlineMs);
    timer.unref();
    signal?.addEventListener("abort", cancelled, { once: true });

    const handler: Dispatcher.DispatchHandler = {
      /** Called when the request is about to be written to a connection. */
      onRequestStart(controller) {
        if (over) return controller.abort(new Error("over"));
        abort = () => controller.abort(new Error("over"));
        sent = true;
      },
      onResponseStart(_controller, status, received) {
        if (status < 200) return; // more is to come
        begun = {
          status,
          contentType: first(received["content-type"]),
          retryAfterMs: seconds(first(received["retry-after"])),
          ...requestId(received),
        };
      },
      onResponseData(_controller, chunk) {
        if (over) return;
        bytes += chunk.length;
        if (bytes <= LARGEST_BYTES) chunks.push(chunk);
        else if (begun !== undefined) stop({ ...begun, text: "", tooLarge: true });
      },
      onResponseEnd() {
        if (begun === undefined) lost(undefined);
        else done({ ...begun, text: Buffer.concat(chunks).toString("utf8"), tooLarge: false });
      },
      onResponseError: (_controller, error) => lost(error),
    };
    try {
      dispatcher().dispatch(
        {
          origin,
          path: pathname + search,
          method,
          headers,
          body: body ?? null,
          // The one deadline above counts: these begin anew with every byte.
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        handler,
      );
    } catch (error) {
      lost(error);
    }
  });
}

const lateness = (sent: boolean, begun: boolean, ms: number): ConnectionFault => {
  const within = `within ${Math.ceil(ms / 1000)} s`;
  if (!sent) return { why: `no connection ${within}`, hint: UNREACHED, passing: true };
  return {
    why: begun ? `the answer did not end ${within}` : `no answer ${within}`,
    hint: "run the command again in a while: it looks first what became of the request\nif it happens again, check any proxy (HTTPS_PROXY, NO_PROXY)",
    passing: true,
  };
};

type Headers = Record<string, string | string[] | undefined>;

const first = (header: string | string[] | undefined): string => (Array.isArray(header) ? header[0] : header) ?? "";

/** None is documented; these are what APIs and the networks in front of them use. */
const REQUEST_IDS = ["x-request-id", "x-dc-request-id", "request-id", "x-correlation-id", "x-amzn-requestid", "cf-ray"];
const requestId = (headers: Headers): { requestId?: string } => {
  const values = REQUEST_IDS.map((name) => first(headers[name]));
  return present({ requestId: values.find((value) => /^[\w.:=/+-]{1,100}$/.test(value)) });
};

/** The longest window of DigiCert's: after it every call is admitted again. */
const MOST_HEEDED_SECONDS = 180;
const seconds = (header: string): number =>
  /^\d+$/.test(header) ? Math.min(Number(header), MOST_HEEDED_SECONDS) * 1000 : 0;
