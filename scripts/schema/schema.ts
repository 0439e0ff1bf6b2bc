import { resolve } from "node:path";
import * as ts from "typescript";
import { secretOutputs } from "../../provider/resources/acme-credentials/properties";
import { docOf, type Member, outputsOf, Source, signatures } from "./source";
import { requiredOf, Types } from "./types";

/*
 * The schema of the native plugin, made from the hand-written classes and their doc comments: what other languages' SDKs are
 * generated from.
 */

const SDK = resolve(__dirname, "../../sdk");
const FILES = [
  "certificate.ts",
  "certificate-validation.ts",
  "revocation.ts",
  "acme-credentials.ts",
  "provider.ts",
  // What the plugin's functions say of themselves, and then their types.
  "native/functions.ts",
  "functions/orders.ts",
];
const RESOURCES = ["Certificate", "CertificateValidation", "Revocation", "AcmeCredentials"] as const;
const FUNCTIONS = ["getOrder", "getOrders"] as const;
const SECRETS: Partial<Record<string, readonly string[]>> = { AcmeCredentials: secretOutputs };
/** Those whose generators ask. */
const LANGUAGES = ["nodejs", "python", "go", "csharp"] as const;
const SECRET_SETTINGS = ["apiKey", "partnerApiKey"];

export const schema = () => {
  const source = new Source(FILES, SDK);
  const types = new Types(source);
  const settings = types.properties(source.membersOf("ProviderArgs"), "Provider", SECRET_SETTINGS);
  const resources = RESOURCES.map((kind) => [`digicert:index:${kind}`, resourceOf(kind, source, types)]);
  const functions = FUNCTIONS.map((name) => [`digicert:index:${name}`, functionOf(name, source, types)]);
  return {
    name: "digicert",
    displayName: "DigiCert",
    description: "DigiCert CertCentral: certificates on the orders you own, kept as they should be by `pulumi up`",
    keywords: ["pulumi", "digicert", "certcentral", "certificate", "tls", "acme", "pki", "category/infrastructure"],
    license: "Apache-2.0",
    meta: { moduleFormat: "(.*)" },
    // An SDK is of the plugin's release, and asks for that one.
    language: Object.fromEntries(LANGUAGES.map((language) => [language, { respectSchemaVersion: true }])),
    config: { variables: settings },
    provider: {
      description: source.docOf("ProviderArgs"),
      inputProperties: settings,
    },
    types: sorted(types.objects),
    resources: Object.fromEntries(resources),
    functions: Object.fromEntries(functions),
  };
};

const resourceOf = (kind: string, source: Source, types: Types) => {
  const declared = source.class(kind);
  // A certificate is given by its order and its issuance in other languages.
  const inputs = source.membersOf(`${kind}Args`).filter(({ type }) => !source.isClass(type.getText()));
  const outputs = outputsOf(declared);
  return {
    description: docOf(declared),
    inputProperties: types.properties(inputs, kind),
    requiredInputs: requiredOf(inputs),
    properties: { ...types.properties(inputs, kind), ...types.properties(outputs, kind, SECRETS[kind]) },
    required: [...requiredOf(inputs), ...requiredOf(outputs)],
    aliases: [{ type: `pulumi-nodejs:dynamic/digicert:${kind}` }],
  };
};

const functionOf = (name: string, source: Source, types: Types) => {
  const { arrow, description } = source.function(name);
  const given = arrow.parameters[0]?.type;
  const result =
    arrow.type !== undefined && ts.isTypeReferenceNode(arrow.type) ? arrow.type.typeArguments?.[0] : undefined;
  if (given === undefined || result === undefined) throw new Error(`${name}: its arguments or its result have no type`);
  const [inputs, outputs] = [membersIn(given, source), membersIn(result, source)];
  const at = name.slice(0, 1).toUpperCase() + name.slice(1);
  return {
    description,
    inputs: { type: "object", properties: types.properties(inputs, at), required: requiredOf(inputs) },
    outputs: { type: "object", properties: types.properties(outputs, at), required: requiredOf(outputs) },
  };
};

const membersIn = (type: ts.TypeNode, source: Source): Member[] =>
  ts.isTypeLiteralNode(type) ? signatures(type.members) : source.membersOf(type.getText());

const sorted = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => a.localeCompare(b)));

export const SCHEMA_FILE = "provider/front-doors/native/schema.json";

export const schemaText = (): string => `${JSON.stringify(schema(), undefined, 2)}\n`;
