import { FUNCTIONS as ANSWERED } from "../../provider/front-doors/functions/orders";
import { KINDS } from "../../provider/front-doors/native/native";
import { acmeCredentials, certificate, certificateValidation, revocation } from "../../provider/resources";
import { CONFIG_KEYS } from "../../provider/settings/settings";
import { schema } from "./schema";

/* Other languages find whole what the classes have. */

const whole = schema();
const { resources, functions, types, config, provider } = whole;
const resourceIn = (kind: string) => {
  const found = resources[`digicert:index:${kind}`];
  if (found === undefined || typeof found === "string") throw new Error(`the schema has no ${kind}`);
  return found as {
    readonly description?: string;
    readonly inputProperties: Record<string, { readonly description?: string; readonly secret?: boolean }>;
    readonly requiredInputs: string[];
    readonly properties: Record<string, { readonly secret?: boolean; readonly description?: string }>;
    readonly required: string[];
    readonly aliases: readonly { readonly type: string }[];
  };
};

test.each([certificate, certificateValidation, revocation, acmeCredentials])(
  "$kind has every input and output, described, and is known by its dynamic type",
  ({ kind, inputNames, unsettled, identifiedBy }) => {
    const { description, inputProperties, properties, aliases, required, requiredInputs } = resourceIn(kind);

    expect(description).toMatch(/\w{3}/);
    expect(Object.keys(inputProperties).sort()).toEqual([...inputNames].sort());
    expect(Object.keys(properties).sort()).toEqual([...inputNames, ...unsettled("replace")].sort());
    expect([requiredInputs, required].flat().filter((name) => !(name in properties))).toEqual([]);
    expect(requiredInputs.includes(identifiedBy)).toBe(kind !== "Revocation");
    expect(aliases).toEqual([{ type: `pulumi-nodejs:dynamic/digicert:${kind}` }]);
  },
);

test("it has the kinds and the functions that the plugin answers for, and no others", () => {
  expect(Object.keys(resources).sort()).toEqual(
    Object.keys(KINDS)
      .map((kind) => `digicert:index:${kind}`)
      .sort(),
  );
  expect(Object.keys(functions)).toEqual(Object.keys(ANSWERED).map((name) => `digicert:index:${name}`));
});

test("every setting is there, and the keys are secret", () => {
  expect(Object.keys(config.variables).sort()).toEqual([...CONFIG_KEYS].sort());
  expect(provider.inputProperties).toEqual(config.variables);
  const secret = Object.entries(config.variables).flatMap(([key, spec]) => (spec.secret ? [key] : []));
  expect(secret).toEqual(["apiKey", "partnerApiKey"]);
});

test("the pair's secrets are, and nothing else of a resource is", () => {
  const secret = Object.keys(KINDS).flatMap((kind) =>
    Object.entries(resourceIn(kind).properties).flatMap(([name, spec]) => (spec.secret ? [name] : [])),
  );
  expect(secret).toEqual([...(acmeCredentials.secretOutputs ?? [])]);
});

test("what refers to a type refers to one that is there", () => {
  const text = JSON.stringify(whole);
  const named = [...text.matchAll(/"\$ref":"#\/types\/([^"]+)"/g)].map(([, token]) => token ?? "");
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((token) => !(token in types))).toEqual([]);
});

test("nothing stands there without a word: every type, property, argument and setting says what it is", () => {
  const silent: string[] = [];
  const hear = (thing: unknown, path: string): void => {
    if (typeof thing !== "object" || thing === null) return;
    for (const [name, value] of Object.entries(thing)) {
      const at = `${path}/${name}`;
      const holds = /(?:properties|inputProperties|variables|types|resources|functions)$/i.test(path);
      if (holds && !/\w/.test((value as { description?: string }).description ?? "")) silent.push(at);
      hear(value, at);
    }
  };
  hear(whole, "");
  expect(silent).toEqual([]);
});

test("generated SDKs are of the plugin's release", () => {
  expect(whole.language).toMatchObject({
    nodejs: { respectSchemaVersion: true },
    python: { respectSchemaVersion: true },
    go: { respectSchemaVersion: true },
  });
});

test("a doc comment arrives as it was written, ids are whole numbers, and what may be empty is not required", () => {
  const { properties, required } = resourceIn("Certificate");
  expect(properties["dnsNames"]).toEqual({
    type: "array",
    items: { type: "string" },
    description:
      "The complete list of names, compared as a set; the common name may be repeated or not. Default: the order's own; so is `[]`.",
  });
  expect(properties["certificateId"]).toMatchObject({ type: "integer" });
  expect(types["digicert:index:ProvenSpec"]).toMatchObject({ properties: { version: { type: "integer" } } });
  expect(properties["timeouts"]).toMatchObject({ $ref: "#/types/digicert:index:CertificateTimeouts" });
  expect(required).toContain("status");
  expect(required).not.toContain("pending");
});

test("of words of which a value is one, each is there; of numbers, hours and seconds alone may be broken", () => {
  const { properties } = resourceIn("Revocation");
  expect(properties["reason"]).toMatchObject({ $ref: "#/types/digicert:index:RevocationReason" });
  expect(types["digicert:index:RevocationReason"]).toEqual({
    type: "string",
    description: properties["reason"]?.description,
    enum: [
      { value: "unspecified" },
      { value: "keyCompromise" },
      { value: "affiliationChanged" },
      { value: "superseded" },
      { value: "cessationOfOperation" },
    ],
  });
  const broken = [...JSON.stringify(whole).matchAll(/"(\w+)":\{(?:"type":"array","items":\{)?"type":"number"/g)];
  expect([...new Set(broken.map(([, name]) => name))].sort()).toEqual(["afterHours", "approval", "issuance"]);
});
