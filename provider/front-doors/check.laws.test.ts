import fc from "fast-check";
import { law } from "../contract/laws.fake";
import { resolved } from "../pki/keys.fake";
import { acmeCredentials, certificate, certificateValidation, revocation } from "../resources";
import { Allowance } from "./claims/allowance";
import { Claims } from "./claims/claims";
import { provider } from "./dynamic";
import { noEngine } from "./engine";

const RESOURCES = {
  Certificate: certificate,
  CertificateValidation: certificateValidation,
  Revocation: revocation,
  AcmeCredentials: acmeCredentials,
} as const;
type Kind = keyof typeof RESOURCES;
const KINDS = Object.keys(RESOURCES) as Kind[];

const doorOf = async (kind: Kind) => {
  const door = provider(kind, {
    engine: noEngine,
    claims: new Claims(),
    allowance: new Allowance(),
    env: { DIGICERT_API_KEY: "0123456789ABCDEF", DIGICERT_PARTNER_API_KEY: "FEDCBA9876543210" },
    connect: () => ({ send: async () => Promise.reject(new Error("check asks nobody")) }),
    now: () => new Date("2026-11-22T12:00:00Z"),
    sleep: async () => {},
  });
  await door.configure({ config: { get: () => undefined } });
  return door;
};

const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withTypedArray: true,
  maxDepth: 4,
});
/** Values of some kind, under the names that the resource has and under others. */
const bagFor = (kind: Kind): fc.Arbitrary<Record<string, unknown>> =>
  fc.dictionary(
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...RESOURCES[kind].inputNames) },
      { weight: 1, arbitrary: fc.string().filter((key) => !key.startsWith("__")) },
    ),
    fc.oneof(
      anything,
      fc.array(fc.string()),
      fc.integer(),
      fc.constantFrom("1", "118", "0A1B2C3D4E5F60718293", NaN, true),
    ),
    { maxKeys: 12 },
  );

describe.each(KINDS)("%s", (kind) => {
  law(
    "no input of any type makes check throw, and what it says is a sentence",
    fc.asyncProperty(bagFor(kind), bagFor(kind), async (olds, news) => {
      const door = await doorOf(kind);

      const { failures } = await door.check(olds, news);

      for (const { reason } of failures ?? [])
        expect(reason).not.toMatch(/is a NaN|must be a [aeiou]|is an? undefined|Invalid input/);
      expect(() => RESOURCES[kind].check(olds, news, new Date("2026-11-22"))).not.toThrow();
    }),
    400,
  );

  law(
    "no depth makes check throw",
    fc.asyncProperty(
      fc.constantFrom(...RESOURCES[kind].inputNames),
      fc.constantFrom(50, 101, 20_000),
      fc.boolean(),
      async (input, depth, list) => {
        let value: unknown = "x";
        for (let i = 0; i < depth; i++) value = list ? [value] : { value };
        const { failures } = await (await doorOf(kind)).check({}, { [input]: value });

        expect((failures ?? []).some(({ reason }) => /nested more than/.test(reason))).toBe(depth > 99);
      },
    ),
    40,
  );

  law(
    "a private key is never echoed, whichever input it is pasted into, whatever it looks like",
    fc.asyncProperty(
      fc.constantFrom(...RESOURCES[kind].inputNames, "dnsName", "privateKey"),
      fc.constantFrom(
        "crlf",
        "one-line",
        "headerless",
        "base64-of-pem",
        "der-as-utf8",
        "der-as-latin1",
        "utf16le-as-utf8",
        "utf16be-as-utf16le",
        "utf16-headerless",
      ),
      fc.constantFrom<(text: string) => unknown>(
        (text) => text,
        (text) => [text],
        (text) => ({ [text]: 1 }),
        (text) => [["a", { b: text }]],
      ),
      async (input, disguise, within) => {
        const text = resolved(`@private-key/${disguise}`);
        const { failures } = await (await doorOf(kind)).check({}, { [input]: within(text) });

        expect(failures).toContainEqual({
          property: "",
          reason: expect.stringMatching(/private key|csr: must be the text/),
        });
        const said = JSON.stringify(failures);
        const secret = text.replace(/-----[^-]+-----|\s|\0/g, "");
        for (let i = 0; i + 12 < secret.length; i += 4)
          expect(said).not.toContain(JSON.stringify(secret.slice(i, i + 12)).slice(1, -1));
      },
    ),
    100,
  );
});

/** What a certificate publishes; a name that is refused is quoted, so that people find it. */
const PUBLIC = new Set(["commonName", "dnsNames", "emails"]);
const CANARY = "c4nary s3cret";
/** Of the inputs that are objects. */
const MEMBERS =
  "reason action afterHours issuance approval skipApproval comments firstName pseudonym jobTitle primaryUsage additionalUsages name zip method";
const members = (value: unknown) => Object.fromEntries(MEMBERS.split(" ").map((member) => [member, value]));

test.each(KINDS)("a failed check of a %s names no property, and quotes no value that may be secret", async (kind) => {
  const door = await doorOf(kind);
  let failed = 0;
  for (const input of RESOURCES[kind].inputNames)
    for (const value of [CANARY, [CANARY], { [input]: CANARY }, members(CANARY), members([CANARY]), 4711, [4711]]) {
      const { failures } = await door.check({}, { [input]: value });
      failed += failures.length;
      expect(new Set(failures.map(({ property }) => property))).toEqual(new Set(failures.length > 0 ? [""] : []));
      if (!PUBLIC.has(input)) expect(failures.map(({ reason }) => reason).join()).not.toMatch(/c4nary|4711/);
      expect(failures.map(({ reason }) => reason)).toEqual(expect.not.arrayContaining([""]));
    }
  expect(failed).toBeGreaterThan(RESOURCES[kind].inputNames.length);
});

test("twenty thousand mistakes are ten lines, and how many more there are", async () => {
  const names = Array.from({ length: 20_000 }, (_, i) => `http://a${i}.example.com`);

  const { failures = [] } = await (await doorOf("Certificate")).check({}, { orderId: 118, dnsNames: names });

  expect(failures).toHaveLength(11);
  expect(failures.at(-1)).toEqual({ property: "", reason: "and 19990 more" });
});
