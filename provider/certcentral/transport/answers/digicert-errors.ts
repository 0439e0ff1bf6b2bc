import { oneLine } from "../../../contract/text/foreign-text";

/** One error as DigiCert words it: `{code: "not_found|order", word: "not_found", detail: "order", message: "…"}`. */
export interface DigicertError {
  readonly code: string;
  readonly word: string;
  readonly detail?: string;
  readonly message: string;
}

const CODE = /^([A-Za-z0-9_]+)(?:[|:](.+))?$/;

/**
 * Finds the errors in the body of an answer. Documented is `{errors: [{code, message}]}`; seen are also one object instead of
 * the list, and `{error: {…}}`; in front of the API may stand a gateway that knows neither. `scrub` masks what must not be shown.
 * @see https://dev.digicert.com/certcentral-apis/services-api/errors.html
 */
export function digicertErrors(body: string, scrub: (text: string) => string): DigicertError[] {
  const envelope = parsed(body);
  const given = envelope["errors"] ?? envelope["error"] ?? [];
  return (Array.isArray(given) ? given : [given]).filter(isRecord).map((error) => {
    const code = shown(error["code"], scrub);
    const [, word, detail] = CODE.exec(code) ?? [];
    return {
      code,
      word: word ?? code,
      ...(detail !== undefined && { detail }),
      message: shown(error["message"], scrub),
    };
  });
}

/** No code of DigiCert's, which are words in small letters: a gateway or another service answered. */
export const isForeign = (errors: readonly DigicertError[]): boolean =>
  !errors.some(({ word }) => /^[a-z][a-z0-9_]*$/.test(word));

/** The call does not exist, whatever it asked for. */
export const hasNoRoute = (errors: readonly DigicertError[]): boolean =>
  errors.some(({ code }) => code === "not_found|route");

const parsed = (body: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const shown = (value: unknown, scrub: (text: string) => string): string =>
  typeof value === "string" || typeof value === "number" ? oneLine(scrub(String(value)), 500) : "";
