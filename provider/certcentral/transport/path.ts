/**
 * Builds a path from a template, escaping what is put in: path`/order/certificate/${"12/../9"}` is
 * `/order/certificate/12%2F..%2F9`. What would change the meaning of the path even when escaped is refused:
 * nothing at all, `.` and `..`.
 */
export function path(texts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  const built = texts.reduce((done, text, index) => done + segment(values[index - 1], index) + text);
  if (built.split("/").some((part) => part === "." || part === ".."))
    throw new TypeError(`a path may not contain "." or ".." as a segment: ${built}`);
  return built;
}

function segment(value: unknown, position: number): string {
  if (typeof value !== "string" && !(typeof value === "number" && Number.isFinite(value))) {
    throw new TypeError(
      `value ${position} of the path is ${value === null ? "null" : typeof value === "number" ? String(value) : typeof value}, not a text or a number`,
    );
  }
  const text = String(value);
  if (text.trim() === "") throw new TypeError(`value ${position} of the path is empty`);
  try {
    return encodeURIComponent(text);
  } catch {
    throw new TypeError(`value ${position} of the path is not well-formed text`);
  }
}
