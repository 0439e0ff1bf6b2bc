import { type Account, type ApiAccess, type ApiFamily, Secret, scrubber } from "../certcentral";

/** What a write does that cannot be undone: it makes something that may be paid for, or it takes something away. */
export type Deed = "reissue" | "revocation";

/** How many of each may be sent in one run, by whichever of its providers; `undefined`: as many as it takes. */
export type BrakeLimits = Readonly<Record<Deed, number | undefined>>;

/** Where a setting may come from: the stack's or an explicit provider's configuration first, then the environment. */
export interface SettingsSource {
  /** Left out for a command of ours, which has no stack: its words then name the environment alone. */
  readonly config?: (key: string) => string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Settings {
  readonly account: Account;
  /** Sentences about settings that cannot be used; each says what to do, and quotes nothing: it may be a key in the wrong place. Checked inputs fail with them. */
  readonly problems: Readonly<Record<ApiFamily, readonly string[]>>;
  /** Masks the account's keys in a text, whether they can be used or not. */
  readonly scrub: (text: string) => string;
  /** Seconds by which the clock is shifted, for tests and the demo; 0 unless the base URL is on this machine. */
  readonly clockOffset: number;
  readonly limits: readonly { readonly calls: number; readonly perSeconds: number }[] | undefined;
  /** How much may be sent in one run that cannot be undone. */
  readonly brake: BrakeLimits;
  /** The user whose Services API key it has to be: nothing is sent with another one's. */
  readonly userId: number | undefined;
  /** How many creates a preview looks at, where the door has previews. */
  readonly looks: number;
}

const REGIONS: Readonly<Record<string, string>> = {
  us: "https://www.digicert.com/services/v2",
  eu: "https://certcentral.digicert.eu/services/v2",
};
/** There is one address for both regions (https://dev.digicert.com/partner-subscriptions-api.html). */
const PARTNER = "https://www.digicert.com/partner-subscription/api/v1";

const NAMES = {
  apiKey: "DIGICERT_API_KEY",
  partnerApiKey: "DIGICERT_PARTNER_API_KEY",
  region: "DIGICERT_REGION",
  baseUrl: "DIGICERT_BASE_URL",
  partnerBaseUrl: "DIGICERT_PARTNER_BASE_URL",
} as const;

/** Every configuration key of the provider. */
export const CONFIG_KEYS = [
  ...Object.keys(NAMES),
  "requestsPer5Seconds",
  "requestsPer3Minutes",
  "maxReissues",
  "maxRevocations",
  "userId",
  "previewLooks",
];

const DEFAULT_LOOKS = 50;

/** Reads the provider's settings. Pure; it never throws, for a failed configure would leave the provider half alive. */
export const readSettings = ({ config: stack, env }: SettingsSource): Settings => {
  const config = stack ?? (() => undefined);
  const nameOf = (name: keyof typeof NAMES): string => (stack === undefined ? NAMES[name] : `digicert:${name}`);
  const from = stack === undefined ? "environment" : "stack";
  const get = (name: keyof typeof NAMES): string | undefined =>
    filled(config(`digicert:${name}`)) ?? filled(env[NAMES[name]]);
  const region = get("region") ?? "us";
  const regionUrl = REGIONS[region];
  const badRegion = regionUrl === undefined ? [`${nameOf("region")} must be "us" or "eu"`] : [];
  const services = door(get("apiKey"), get("baseUrl") ?? regionUrl ?? "", howToSet("apiKey", from), nameOf("baseUrl"));
  const partner = door(
    get("partnerApiKey"),
    get("partnerBaseUrl") ?? PARTNER,
    howToSet("partnerApiKey", from),
    nameOf("partnerBaseUrl"),
  );
  const limits = readLimits(config);
  const brake = readBrake(config);
  const user = filled(config("digicert:userId"));
  const looks = readLooks(config);
  const offset = Number(env.PULUMI_DIGICERT_CLOCK_OFFSET ?? 0);
  // A shifted clock renews too early, which costs: no door may lead to the real service.
  const local =
    (get("apiKey") === undefined || isLoopback(get("baseUrl"))) &&
    (get("partnerApiKey") === undefined || isLoopback(get("partnerBaseUrl"))) &&
    (isLoopback(get("baseUrl")) || isLoopback(get("partnerBaseUrl")));
  return {
    account: { services: services.door, partner: partner.door },
    problems: {
      services: [
        ...(get("baseUrl") === undefined ? badRegion : []),
        ...services.problems,
        ...limits.problems,
        ...brake.problems,
        ...(user === undefined || isNumber(user)
          ? []
          : ["digicert:userId must be the number of the user whose API key it is"]),
        ...looks.problems,
      ],
      partner: [...partner.problems, ...limits.problems, ...brake.problems, ...looks.problems],
    },
    scrub: scrubber(
      [get("apiKey"), get("partnerApiKey")].flatMap((key) => (key === undefined ? [] : [new Secret(key)])),
    ),
    clockOffset: local && Number.isFinite(offset) ? offset : 0,
    limits: limits.limits,
    brake: brake.limits,
    // What cannot be read is nobody, though check has refused it before.
    userId: user === undefined ? undefined : isNumber(user) ? Number(user) : Number.NaN,
    looks: looks.looks,
  };
};

const isNumber = (text: string): boolean => /^\d{1,15}$/.test(text);

const filled = (value: string | undefined): string | undefined =>
  value === undefined || value.trim() === "" ? undefined : value.trim();

const door = (
  key: string | undefined,
  baseUrl: string,
  how: string,
  urlName: string,
): { door: ApiAccess; problems: string[] } => {
  const problems = [
    ...(key === undefined ? [`no API key for DigiCert: ${how}`] : []),
    ...urlProblems(baseUrl, urlName),
  ];
  return {
    problems,
    door:
      key === undefined || problems.length > 0
        ? { missing: how }
        : { baseUrl: oneSpelling(baseUrl), apiKey: new Secret(key) },
  };
};

/** By it the providers of a run know that they have the same account, however each spells host, port and the path's end. */
const oneSpelling = (url: string): string => (URL.canParse(url) ? new URL(url).href : url).replace(/\/+$/, "");

const howToSet = (keyName: keyof typeof NAMES, from: "stack" | "environment"): string =>
  from === "environment"
    ? `set it in the environment as ${NAMES[keyName]}`
    : `set it with \`pulumi config set --secret digicert:${keyName}\` or in the environment as ${NAMES[keyName]}; an explicit Provider does not read the stack's configuration: give it ${keyName}`;

const urlProblems = (text: string, name: string): string[] => {
  if (text === "") return [];
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== "https:" && url.protocol !== "http:"))
    return [`${name} is no URL: give it as ${REGIONS.us}`];
  if (url.protocol === "http:" && !isLoopback(text))
    return [
      `${name} is http: to ${url.hostname}: the API key would travel in clear; use https: (http: is for a simulator on this machine only)`,
    ];
  if (url.username !== "" || url.password !== "") return [`${name} holds a user name or a password: leave them out`];
  return [];
};

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
export const isLoopback = (text: string | undefined): boolean =>
  text !== undefined && URL.canParse(text) && LOOPBACK.test(new URL(text).hostname);

/** DigiCert's own windows (https://dev.digicert.com/en/certcentral-apis/services-api/rate-limits.html), for a key that is shared. */
const readLimits = (
  config: NonNullable<SettingsSource["config"]>,
): { limits: Settings["limits"]; problems: string[] } => {
  const five = filled(config("digicert:requestsPer5Seconds"));
  const minutes = filled(config("digicert:requestsPer3Minutes"));
  const problems = [
    ...limitProblem("requestsPer5Seconds", five, 100),
    ...limitProblem("requestsPer3Minutes", minutes, 1000),
  ];
  if (problems.length > 0 || (five === undefined && minutes === undefined)) return { limits: undefined, problems };
  return {
    problems,
    limits: [
      { calls: Number(five ?? 100), perSeconds: 5 },
      { calls: Number(minutes ?? 1000), perSeconds: 180 },
    ],
  };
};

const readBrake = (config: NonNullable<SettingsSource["config"]>): { limits: BrakeLimits; problems: string[] } => {
  const told = {
    reissue: filled(config("digicert:maxReissues")),
    revocation: filled(config("digicert:maxRevocations")),
  };
  const number = (text: string | undefined): number | undefined => {
    if (text === undefined) return undefined;
    // What cannot be read holds everything back, though check has refused it before.
    return /^\d{1,9}$/.test(text) ? Number(text) : 0;
  };
  const problem = (name: string, text: string | undefined): string[] =>
    text === undefined || /^\d{1,9}$/.test(text) ? [] : [`digicert:${name} must be a whole number, 0 for none`];
  return {
    limits: { reissue: number(told.reissue), revocation: number(told.revocation) },
    problems: [...problem("maxReissues", told.reissue), ...problem("maxRevocations", told.revocation)],
  };
};

const readLooks = (config: NonNullable<SettingsSource["config"]>): { looks: number; problems: string[] } => {
  const told = filled(config("digicert:previewLooks"));
  const isNumber = told !== undefined && /^\d{1,9}$/.test(told);
  return {
    looks: told === undefined ? DEFAULT_LOOKS : isNumber ? Number(told) : 0,
    problems: told === undefined || isNumber ? [] : ["digicert:previewLooks must be a whole number, 0 for none"],
  };
};

const limitProblem = (name: string, value: string | undefined, most: number): string[] =>
  value === undefined || (/^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= most)
    ? []
    : [`digicert:${name} must be a whole number from 1 to ${most}, which is DigiCert's limit`];
