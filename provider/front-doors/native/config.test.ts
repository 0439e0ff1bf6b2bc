import { UNKNOWN } from "../../contract/unknown";
import { changedSettings, checkConfig, settingsIn, waitsIn } from "./config";

test.each<[why: string, config: Record<string, unknown>, env: Record<string, string>, said: RegExp[]]>([
  ["a key in the configuration", { apiKey: "k" }, {}, []],
  ["a key in the environment", {}, { DIGICERT_API_KEY: "k" }, []],
  ["the key of the other API alone", { partnerApiKey: "k" }, {}, []],
  ["no key for either", {}, {}, [/^no API key .*digicert:apiKey/, /^no API key .*digicert:partnerApiKey/]],
  ["a blank key", { apiKey: " " }, {}, [/^no API key .*digicert:apiKey/, /^no API key .*digicert:partnerApiKey/]],
  ["a key that is not known yet", { apiKey: UNKNOWN }, {}, []],
  [
    "a misspelt setting",
    { apiKey: "k", regoin: "eu" },
    {},
    [/^regoin is not a setting of digicert: did you mean region\?$/],
  ],
  [
    "a setting of nobody's",
    { apiKey: "k", colour: "red" },
    {},
    [/^colour is not a setting of digicert: there are apiKey, /],
  ],
  ["a misspelt setting beside an unknown key", { apiKey: UNKNOWN, regoin: "eu" }, {}, [/^regoin is not/]],
  ["a setting that cannot be", { apiKey: "k", region: "mars" }, {}, [/^digicert:region must be "us" or "eu"$/]],
  ["one that is not known yet", { apiKey: "k", region: UNKNOWN, maxReissues: UNKNOWN }, {}, []],
  ["what engines add", { apiKey: "k", version: "1", pluginDownloadURL: "https://x", __internal: {} }, {}, []],
  ["numbers and flags as numbers and flags", { apiKey: "k", maxReissues: 3, previewLooks: 0 }, {}, []],
])("%s", (_, config, env, said) => {
  expect(checkConfig(config, env)).toEqual(said.map((words) => expect.stringMatching(words)));
});

test("the configuration counts before the environment, and needs no prefix", () => {
  const { account } = settingsIn({ apiKey: "one", region: "eu" }, { DIGICERT_API_KEY: "two" });
  expect(account.services).toMatchObject({ baseUrl: "https://certcentral.digicert.eu/services/v2" });
  expect("apiKey" in account.services && account.services.apiKey.reveal()).toBe("one");
});

test.each([
  ["apiKey", true],
  ["partnerApiKey", true],
  ["baseUrl", true],
  ["partnerBaseUrl", true],
  ["region", false],
])("while %s is not known, nothing is judged: %s", (key, waits) => {
  expect(waitsIn({ [key]: UNKNOWN })).toBe(waits);
});

test("what changed is told by name, whatever engines changed for themselves", () => {
  expect(
    changedSettings(
      { apiKey: "one", region: "us", version: "0.1.0" },
      { apiKey: "two", region: "us", userId: 7, version: "0.2.0" },
    ),
  ).toEqual(["apiKey", "userId"]);
});
