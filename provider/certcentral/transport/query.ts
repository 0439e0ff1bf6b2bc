type Value = string | number | boolean | undefined;
export type Query = Readonly<Record<string, Value | readonly (string | number)[]>>;

/** `?a=1&b[0]=x&b[1]=y`, or nothing. Absent values are left out; flags are written as words. */
export function queryString(query: Query): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (typeof value !== "object") pairs.append(name, String(value));
    else for (const [index, item] of value.entries()) pairs.append(`${name}[${index}]`, String(item));
  }
  const text = pairs.toString();
  return text === "" ? "" : `?${text}`;
}
