import { Allowance } from "../../provider/front-doors/claims/allowance";
import { Claims } from "../../provider/front-doors/claims/claims";
import { type Kind, provider } from "../../provider/front-doors/dynamic";
import type { Surroundings } from "../../provider/front-doors/surroundings";
import { type Dice, dice } from "./dice";
import { type Broken, brokenBy } from "./laws";

const KEY = "K3Y-s3rvices-0123456789abcdef";
const PRIVATE =
  "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\n-----END PRIVATE KEY-----";
const URN = (kind: Kind) => `urn:pulumi:prod::infra::pulumi-nodejs:dynamic/digicert:${kind}::web`;
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What users write, from which everything else is mutated. */
const USUAL: Readonly<Record<Kind, Readonly<Record<string, unknown>>>> = {
  Certificate: {
    orderId: 118,
    csr: "",
    commonName: "www.example.com",
    dnsNames: ["a.example.com"],
    emails: ["a@example.com"],
    validityDays: 90,
    signatureHash: "sha256",
    triggers: ["1"],
    timeouts: { issuance: 600, approval: 0 },
    superseded: { action: "revoke", afterHours: 24 },
    revocation: { reason: "superseded", comments: "x" },
    shipInfo: { name: "x", addr1: "x", city: "x", state: "x", zip: "x", country: "us", method: "STANDARD" },
    subject: { serialNumber: "x" },
    onDelete: "retain",
    allowSanRemoval: true,
  },
  CertificateValidation: {
    certificate: { orderId: 118, issuanceId: "x" },
    orderId: 118,
    issuanceId: "x",
    validationRecords: ["x"],
    timeouts: { issuance: 600 },
  },
  Revocation: {
    certificateId: 1001,
    serialNumber: "0CA1",
    orderId: 118,
    reason: "keyCompromise",
    comments: "x",
    wholeOrder: true,
    awaitApproval: true,
    timeouts: { approval: 60 },
  },
  AcmeCredentials: {
    acmeContractId: 7,
    revokeExisting: false,
    triggers: ["1"],
    rotateAfterDays: 90,
    superseded: { action: "keep" },
    revokeCredentialIds: [1],
  },
};
const KINDS = Object.keys(USUAL) as Kind[];

/** Inputs of any type at any depth, in any kind: `check` answers with sentences, and `diff` with an answer or a sentence. */
export async function fuzzInputs(seed: number, count: number): Promise<Broken> {
  const broken: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const throws = dice(seed + index);
    const kind = throws.pick(KINDS);
    const bag = { ...mutated(USUAL[kind], throws), __urn: URN(kind) };
    const prior = throws.roll() < 0.3 ? { ...mutated(USUAL[kind], throws), __urn: URN(kind) } : {};
    const said = await checked(kind, prior, bag);
    for (const law of said.flatMap((text) => brokenBy(text, [KEY, PRIVATE, "MIGHAgEAMBMGByqG"])))
      broken.push(`inputs, seed ${seed + index}: ${kind}: ${law}`);
  }
  return broken;
}

async function checked(kind: Kind, prior: Record<string, unknown>, bag: Record<string, unknown>): Promise<string[]> {
  const around: Surroundings = {
    engine: { log: async () => {}, ping: async () => {} },
    claims: new Claims(),
    allowance: new Allowance(),
    env: { DIGICERT_API_KEY: KEY, DIGICERT_PARTNER_API_KEY: KEY },
    connect: () => {
      throw new Error("check asks nobody");
    },
    now: () => new Date("2026-11-22T12:00:00Z"),
    sleep: async () => {},
  };
  try {
    const { failures } = await provider(kind, around).check(prior, bag);
    return failures.map(({ property, reason }) => `${property} ${reason}`);
  } catch (error) {
    return [error instanceof Error ? `${error.name}: ${error.message}` : String(error)];
  }
}

/** One to four members, at any depth, replaced by something odd. */
function mutated(usual: Readonly<Record<string, unknown>>, throws: Dice): Record<string, unknown> {
  const bag: Record<string, unknown> = structuredClone(usual);
  for (let times = 1 + throws.below(4); times > 0; times -= 1) replaceSomewhere(bag, throws);
  if (throws.roll() < 0.1) bag[throws.pick(["dnsName", "constructor", "toString", "__proto__x", KEY])] = odd(throws, 2);
  return bag;
}

function replaceSomewhere(holder: Record<string, unknown> | unknown[], throws: Dice): void {
  const names = Object.keys(holder);
  if (names.length === 0) return;
  const name = throws.pick(names);
  const record = holder as Record<string, unknown>;
  const inner = record[name];
  if (typeof inner === "object" && inner !== null && throws.roll() < 0.6) replaceSomewhere(inner as unknown[], throws);
  else record[name] = odd(throws, 3);
}

function odd(throws: Dice, depth: number): unknown {
  const leaves: readonly unknown[] = [
    null,
    undefined,
    true,
    false,
    0,
    -1,
    1.5,
    1e308,
    "",
    " ",
    "x",
    "1",
    "-1",
    "a.example.com",
    "\u0000",
    "\ud800",
    "\u001b[2J",
    "::warning::x",
    "\u202e",
    "x".repeat(3_000),
    "*.",
    "xn--",
    "😀",
    KEY,
    PRIVATE,
    UNKNOWN,
    "2026-13-45",
    {},
    [],
  ];
  if (depth > 0 && throws.roll() < 0.25) return Array.from({ length: throws.below(4) }, () => odd(throws, depth - 1));
  if (depth > 0 && throws.roll() < 0.2)
    return Object.fromEntries(
      [throws.pick(["id", "reason", "length", "action", "fingerprint", "then"])].map((name) => [
        name,
        odd(throws, depth - 1),
      ]),
    );
  return throws.pick(leaves);
}
