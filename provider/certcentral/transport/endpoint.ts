import type { ApiFamily } from "./account";
import type { Received } from "./answers/received";
import type { Query } from "./query";

/**
 * One call of the API as a value: how to ask, and how to read the answer. `send` is the only interpreter.
 * @see https://dev.digicert.com/en/certcentral-apis/services-api.html
 */
export interface Endpoint<Args, Answer> {
  /** The call in words, for errors: `order info`. */
  readonly name: string;
  readonly family: ApiFamily;
  readonly method: "GET" | "POST" | "PUT" | "DELETE" | "PATCH";
  /** Relative to the family's base URL; built with the `path` tag. */
  readonly path: (args: Args) => string;
  readonly query?: (args: Args) => Query;
  /** Becomes JSON. Without it, or when it gives `undefined`, the request has no body. */
  readonly body?: (args: Args) => unknown;
  readonly accept?: string;
  /** Reads a 2xx answer; throws `Unreadable` when it lacks what a caller cannot do without. */
  readonly answer: (received: Received, args: Args) => Answer;
  /** Whether sending it twice does no more than sending it once. */
  readonly repeatable: boolean;
}

/** Checks and types an endpoint where it is written. */
export const endpoint = <Args, Answer>(value: Endpoint<Args, Answer>): Endpoint<Args, Answer> => value;

/** A call that only looks. */
export const isRead = (value: Pick<Endpoint<never, unknown>, "method">): boolean => value.method === "GET";
