import { CONFIG_KEYS, readSettings } from "./settings";

const settings = (config: Record<string, string>, env: Record<string, string> = {}) =>
  readSettings({ config: (key) => config[key.replace("digicert:", "")], env });
const services = (config: Record<string, string>, env?: Record<string, string>) => {
  const { services } = settings({ apiKey: "key", ...config }, env).account;
  return "baseUrl" in services ? [services.baseUrl, services.apiKey.reveal()] : services;
};

test.each([
  ["https://www.digicert.com/services/v2", {}],
  ["https://certcentral.digicert.eu/services/v2", { region: "eu" }],
  ["https://gateway.example.com/dc", { region: "eu", baseUrl: "https://gateway.example.com/dc//" }],
  ["https://www.digicert.com/services/v2", { baseUrl: "HTTPS://WWW.DigiCert.com:443/services/v2" }],
])("requests go to %s for %j", (url, config) => {
  expect(services(config)).toEqual([url, "key"]);
});

test("configuration beats the environment, and a blank value is none", () => {
  const env = { DIGICERT_API_KEY: "from-env", DIGICERT_REGION: "eu" };

  expect(services({ apiKey: "from-config", region: "us" }, env)).toEqual([
    "https://www.digicert.com/services/v2",
    "from-config",
  ]);
  expect(services({ apiKey: " ", region: "" }, env)).toEqual([
    "https://certcentral.digicert.eu/services/v2",
    "from-env",
  ]);
});

test("the two APIs have keys of their own, and a missing one is a problem of its own", () => {
  const { account, problems } = settings({ partnerApiKey: "partner" });

  expect(account.services).toEqual({ missing: expect.stringContaining("DIGICERT_API_KEY") });
  expect(account.partner).toMatchObject({ baseUrl: "https://www.digicert.com/partner-subscription/api/v1" });
  expect(problems).toEqual({ services: [expect.stringContaining("digicert:apiKey")], partner: [] });
});

test("a command has no stack: its words name the environment alone", () => {
  const { problems } = readSettings({ env: { DIGICERT_REGION: "mars", DIGICERT_PARTNER_BASE_URL: "here" } });

  expect(problems.services.join("\n")).toMatch(/^DIGICERT_REGION must be.*\n.*as DIGICERT_API_KEY$/);
  expect(problems.partner.join("\n")).toMatch(/DIGICERT_PARTNER_BASE_URL is no URL/);
  expect(JSON.stringify(problems)).not.toMatch(/pulumi config|digicert:/);
});

test.each([
  ["http://127.0.0.1:8080/services/v2", 3600],
  ["http://localhost:8080/services/v2", 3600],
  ["http://[::1]:8080/services/v2", 3600],
  ["https://gateway.example.com/", 0],
])("with %s the clock may be shifted by %i seconds", (baseUrl, offset) => {
  expect(settings({ baseUrl }, { PULUMI_DIGICERT_CLOCK_OFFSET: "3600" }).clockOffset).toBe(offset);
});

test("a share of DigiCert's limits may be set", () => {
  expect(settings({ requestsPer5Seconds: "25" }).limits).toEqual([
    { calls: 25, perSeconds: 5 },
    { calls: 1000, perSeconds: 180 },
  ]);
});

test("no problem shows a key or a password", () => {
  const config = { apiKey: "s3cret", baseUrl: "http://user:s3cret@api.example.com", region: "s" };

  expect(JSON.stringify(settings(config))).not.toContain("s3cret");
});

test("the user whose key it has to be is a number; what is none is told, and is nobody", () => {
  expect(settings({ userId: "14" }).userId).toBe(14);
  expect(settings({}).userId).toBeUndefined();

  const { userId, problems } = settings({ apiKey: "key", userId: "jsmith" });
  expect(userId).toBeNaN();
  expect(problems.services).toEqual(["digicert:userId must be the number of the user whose API key it is"]);
});

test("a run may be held to so many reissues and revocations; what is no number holds all of them back and is told", () => {
  expect(settings({ maxReissues: "0", maxRevocations: "3" }).brake).toEqual({ reissue: 0, revocation: 3 });
  expect(settings({}).brake).toEqual({ reissue: undefined, revocation: undefined });

  const { brake, problems } = settings({ apiKey: "key", maxReissues: "few" });
  expect(brake.reissue).toBe(0);
  expect(problems.services).toEqual(["digicert:maxReissues must be a whole number, 0 for none"]);
});

test("a preview looks at fifty creates, or at as many as it is told; what is no number is none and is told", () => {
  expect([{}, { previewLooks: "0" }, { previewLooks: "7" }].map((config) => settings(config).looks)).toEqual([
    50, 0, 7,
  ]);

  const { looks, problems } = settings({ apiKey: "key", previewLooks: "many" });
  expect(looks).toBe(0);
  expect(problems.services).toEqual(["digicert:previewLooks must be a whole number, 0 for none"]);
});

test("whichever setting a key was put into, what is said of it shows nothing of it", () => {
  const KEY = "0A1B2C-a key of the account";
  const said = CONFIG_KEYS.flatMap((name) => {
    const { services, partner } = settings({ apiKey: "key", partnerApiKey: "key", [name]: KEY }).problems;
    return [...new Set([...services, ...partner])];
  });

  // Every setting that cannot be any text.
  expect(said).toHaveLength(CONFIG_KEYS.length - 2);
  expect(said.join("\n")).not.toContain("0A1B2C");
});
