import type { Body } from "./read";

const SECRET =
  /^(hmac_key|hmac|ext_act_hmac|ext_act_kid|kid|auth_key|secret|dcv_random_value|token|.*api_?key|password|hardware_init_code)$/i;

/** Hides what must not stand in a log. CSRs are public and stay. */
export const masked = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== "object" || value === null) return value;
  const members: Body = { ...value };
  return Object.fromEntries(
    Object.entries(members).map(([name, of]) => [name, SECRET.test(name) ? "[secret]" : masked(of)]),
  );
};
