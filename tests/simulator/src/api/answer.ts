export interface ErrorLine {
  code: string;
  message: string;
}

/** What a handler answers. `view` goes through present(); `bytes` as it is. */
export interface Answer {
  status: number;
  view?: unknown;
  bytes?: Uint8Array;
  type?: string;
  fileName?: string;
}

/** A refusal in the service's own words. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly errors: readonly ErrorLine[],
  ) {
    super(errors.map(({ code }) => code).join(", "));
  }
}

export const refusal = (status: number, code: string, message: string): Refusal =>
  new Refusal(status, [{ code, message }]);
export const invalid = (code: string, message: string): Refusal => refusal(400, code, message);
export const notFound = (what?: string): Refusal =>
  what === undefined
    ? refusal(404, "not_found", "Not found.")
    : refusal(404, `not_found|${what}`, `The ${what} was not found.`);
export const denied = (why: string): Refusal => refusal(403, `access_denied|${why}`, `Access denied due to ${why}.`);

/** Several missing parameters come at once. */
export const requireParams = (missing: readonly string[]): void => {
  if (missing.length > 0)
    throw new Refusal(
      400,
      missing.map((field) => ({ code: `required_param:${field}`, message: `${field} is a required parameter.` })),
    );
};

export const ok = (view: unknown): Answer => ({ status: 200, view });
export const empty = (status = 204): Answer => ({ status });
