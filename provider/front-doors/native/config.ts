import type { Bag } from "../../contract/resource";
import { isUnknown } from "../../contract/unknown";
import { closest } from "../../resources/input-check/misspelt";
import { CONFIG_KEYS, readSettings, type Settings } from "../../settings/settings";

/*
 * The provider's configuration as an engine hands it over: settings by their names, without `digicert:`. Pure.
 */

type Env = Readonly<Record<string, string | undefined>>;

/** Members that engines add for themselves. */
const isForEngine = (key: string): boolean =>
  key.startsWith("__") || ["version", "pluginDownloadURL", "parameterization"].includes(key);

const textIn = (config: Bag, key: string): string | undefined => {
  const value = config[key];
  return typeof value === "string"
    ? value
    : typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : undefined;
};

export const settingsIn = (config: Bag, env: Env): Settings =>
  readSettings({ config: (key) => textIn(config, key.replace(/^digicert:/, "")), env });

/** Settings that no state shows. */
export const SECRET_SETTINGS = ["apiKey", "partnerApiKey"];

/** Settings that nothing can be judged without. */
const NEEDED = ["apiKey", "partnerApiKey", "baseUrl", "partnerBaseUrl"];

/** Whether one of them is not known before it is applied. */
export const waitsIn = (config: Bag): boolean => NEEDED.some((key) => isUnknown(config[key]));

/** Why a configuration is refused, a sentence each: names that are none, values that cannot be used, and no key for either API. */
export const checkConfig = (config: Bag, env: Env): string[] => {
  const misspelt = Object.keys(config)
    .filter((key) => !isForEngine(key) && !CONFIG_KEYS.includes(key))
    .map((key) => {
      const near = closest(key, CONFIG_KEYS);
      return `${key} is not a setting of digicert${near === undefined ? `: there are ${CONFIG_KEYS.join(", ")}` : `: did you mean ${near}?`}`;
    });
  if (waitsIn(config)) return misspelt;
  const { problems } = settingsIn(config, env);
  const used = (["services", "partner"] as const).filter(
    (family) => (textIn(config, KEY[family]) ?? env[KEY_ENV[family]] ?? "").trim() !== "",
  );
  // A program may need one of the two only, and its resources say which.
  const told = used.length > 0 ? used.flatMap((family) => problems[family]) : Object.values(problems).flat();
  return [...misspelt, ...new Set(told)];
};

const KEY = { services: "apiKey", partner: "partnerApiKey" } as const;
const KEY_ENV = { services: "DIGICERT_API_KEY", partner: "DIGICERT_PARTNER_API_KEY" } as const;

/** The settings that differ. None of them makes another provider of it: the resources stay as they are. */
export const changedSettings = (before: Bag, after: Bag): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !isForEngine(key) && JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
