import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ReissueRequest, reissueBody } from "../../provider/certcentral";
import { CertificateInputs, onChange } from "../../provider/resources/certificate/inputs";
import { parameters } from "../../provider/resources/certificate/product/parameters";

/*
 * The reissue page's parameters, kept as data, against everything of ours that speaks of them: the schema of the inputs,
 * the class, the onChange table, the table of product families, and the wire. A parameter missing in any of them fails.
 */

type Row = readonly [path: string, need: string, type: string];
const page: { parameters: Row[] } = JSON.parse(readFileSync(join(__dirname, "../vectors/reissue-page.json"), "utf8"));
const leaves = page.parameters.filter(([, , type]) => type !== "object").map(([path]) => path);

/** Where the page's words and ours differ by more than snake_case. */
const OURS: Readonly<Record<string, string>> = {
  "server_platform.id": "serverPlatformId",
  "cert_validity.days": "validityDays",
  "cert_validity.custom_expiration_date": "customExpirationDate",
};
const camel = (word: string): string => word.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const inputPath = (path: string): string => {
  const inner = path.replace(/^certificate\./, "");
  return OURS[inner] ?? inner.split(".").map(camel).join(".");
};
const inputs = leaves.map(inputPath);

/** Every input with a value of its own, so that each can be found on the wire. */
const everything = {
  csr: "-----BEGIN CERTIFICATE REQUEST-----\nAA==\n-----END CERTIFICATE REQUEST-----",
  commonName: "www.example.com",
  dnsNames: ["a.example.com"],
  emails: ["jane@example.com"],
  userPrincipleName: ["jane"],
  commonNameIndicator: "pseudonym",
  individual: { firstName: "Jane", lastName: "Doe", pseudonym: "jd" },
  usageDesignation: { primaryUsage: "signing", additionalUsages: ["key_management"] },
  isRsassaPss: true,
  serverPlatformId: 45,
  validityDays: 90,
  customExpirationDate: "2026-06-09",
  signatureHash: "sha384",
  profileOption: "server_auth_only_eku",
  caCertId: "ABC",
  dcvMethod: "dns-txt-token",
  comments: "why",
  skipApproval: true,
  certificateDcvScope: "fqdn",
  useAuthKey: true,
  csProvisioningMethod: "ship_token",
  shipInfo: { name: "J", addr1: "1", addr2: "2", city: "L", state: "U", zip: "8", country: "US", method: "STANDARD" },
  subject: {
    serialNumber: "1",
    pseudonym: "p",
    jobTitle: "t",
    includePseudonym: true,
    includeEmail: true,
    includeGivenNameSurname: true,
  },
  storeReissueAsDuplicate: true,
} satisfies Required<ReissueRequest>;

const at = (value: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);

const pathsIn = (value: unknown, prefix = ""): string[] =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, member]) => pathsIn(member, prefix === "" ? key : `${prefix}.${key}`))
    : [prefix];

test("the list of the page's parameters is not empty, and no parameter is in it twice", () => {
  expect(leaves.length).toBeGreaterThan(30);
  expect(new Set(leaves).size).toBe(leaves.length);
});

test.each(inputs)(
  "%s is an input: known to the schema, the class, the table of changes and the table of families",
  (path) => {
    const [top = ""] = path.split(".");
    const sdk = readFileSync(join(__dirname, "../../sdk/certificate.ts"), "utf8");

    expect(pathsIn(everything)).toContain(path);
    expect(CertificateInputs.partial().safeParse({ [top]: at(everything, top) }).success).toBe(true);
    expect(Object.keys(onChange)).toContain(top);
    expect(Object.keys(parameters)).toContain(top);

    expect(sdk).toMatch(new RegExp(`\\*/\\s+readonly ${top}\\??:`));
    if (path.includes(".")) expect(sdk).toMatch(new RegExp(`\\b${path.split(".")[1]}\\??:`));
  },
);

test("on the wire there is every parameter of the page, where the page has it, and nothing else", () => {
  const bodies = [everything, { ...everything, customExpirationDate: undefined }].map((request) =>
    pathsIn(reissueBody(Object.fromEntries(Object.entries(request).filter(([, v]) => v !== undefined)) as never)),
  );

  expect([...new Set(bodies.flat())].sort()).toEqual([...leaves].sort());
});

test("the vector that sends everything leaves out no parameter", () => {
  const vector = JSON.parse(readFileSync(join(__dirname, "../vectors/wire/reissue.every-parameter.json"), "utf8"));

  expect(pathsIn(vector.request.body).sort()).toEqual([...leaves].sort());
});

test("the page's formats: a CSR on one line with header and footer, days as a number, a date in words", () => {
  const body = reissueBody(everything);

  expect(at(body, "certificate.csr")).toBe("-----BEGIN CERTIFICATE REQUEST-----AA==-----END CERTIFICATE REQUEST-----");
  expect(at(body, "certificate.cert_validity")).toMatchObject({ custom_expiration_date: "09 JUN 2026" });
  expect(at(body, "certificate.server_platform")).toEqual({ id: 45 });
});

test("nothing is an input that is neither the page's nor one of our own", () => {
  const own = [
    "orderId",
    "product",
    "minDaysRemaining",
    "triggers",
    "allowSanRemoval",
    "onCreate",
    "onDelete",
    "onDrift",
    "requires",
  ];
  const ours = [...own, "revocation", "waitForIssuance", "timeouts", "superseded"];
  const tops = new Set(inputs.map((path) => path.split(".")[0]));

  expect(Object.keys(onChange).sort()).toEqual([...tops, ...ours].sort());
});
