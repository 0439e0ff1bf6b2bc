/** One attempt of one call, as whoever operates this wants to see it. Never bodies, headers, queries or secrets. */
export interface CallRecord {
  /** When it was sent, ISO 8601. */
  readonly time: string;
  readonly method: string;
  /** Without the base URL and without the query. */
  readonly path: string;
  readonly status?: number;
  /** Why there is no answer. */
  readonly error?: string;
  readonly milliseconds: number;
  /** From 1. */
  readonly attempt: number;
  /** Milliseconds spent waiting for the request limit, before it was sent. */
  readonly waited: number;
  /** By which whoever answered knows the call, where it tells. */
  readonly requestId?: string;
}

export const callLine = ({
  time,
  method,
  path,
  status,
  error,
  milliseconds,
  attempt,
  waited,
  requestId,
}: CallRecord): string =>
  [
    `${time} ${method} ${path}: ${status ?? error ?? "no answer"} in ${milliseconds} ms`,
    attempt > 1 && `attempt ${attempt}`,
    waited > 0 && `waited ${waited} ms for the request limit`,
    requestId !== undefined && `request id ${requestId}`,
  ]
    .filter(Boolean)
    .join(", ");
