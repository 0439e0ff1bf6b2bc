import { type CertCentral, certCentral } from "./support/certcentral";
import { type Stack, stackFor } from "./support/harness";

/* `revokeExisting: true` counts once, and never for what the program itself keeps. And what may be secret stays so. */

let central: CertCentral;
let contract: number;
/** The pair that the contract came with: somebody else's. */
let theirs: number;

beforeEach(async () => {
  central = await certCentral();
  const made = await central.makeContract();
  contract = made.acmeContractId;
  theirs = made.credentials[0]?.credentialId ?? 0;
});

/** In the order in which they are written. */
const programOf = (...resources: readonly (readonly [name: string, inputs?: object])[]) => `
  const { AcmeCredentials } = require("pulumi-digicert");
  for (const [name, inputs] of ${JSON.stringify(resources)})
    new AcmeCredentials(name, { acmeContractId: ${contract}, ...inputs });
`;
const stackOf = (program: string) => stackFor({ program, config: central.config });
const active = async () =>
  (await central.contract(contract)).credentials.filter((c) => c.status === "active").map((c) => c.credentialId);
const idOf = async (stack: Stack, name: string) => Number((await stack.resource(name)).outputs?.["credentialId"]);

const CUT = { revokeExisting: true };

test.each([
  ["before", ["new", CUT], ["old"]],
  ["after", ["old"], ["new", CUT]],
] as const)(
  "a new resource that revokes what exists, written %s one that is there already, spares its pair",
  async (_, first, second) => {
    const stack = await stackOf(programOf(["old"]));
    await stack.up();
    const [old, { credentialId: stranger }] = [await idOf(stack, "old"), await central.makeCredential(contract)];

    stack.rewrite(programOf(first, second));
    const up = await stack.up();

    expect(up.stdout).toMatch(new RegExp(`is REVOKED, and whoever uses it .*credential ${theirs} .*${stranger} `));
    expect(await active()).toEqual([old, await idOf(stack, "new")]);
    expect((await stack.up()).changes).toEqual({ same: 3 });
  },
);

test.each([
  ["renamed without an alias", "renamed", () => []],
  ["replaced by --replace", "acme", (urn: string) => ["--replace", urn]],
] as const)("a resource that is %s cuts nobody off a second time, and says who is left", async (_, name, args) => {
  const stack = await stackOf(programOf(["acme", CUT], ["beside"]));
  await stack.up();
  const [first, beside, { credentialId: later }] = [
    await idOf(stack, "acme"),
    await idOf(stack, "beside"),
    await central.makeCredential(contract),
  ];
  expect(await active()).not.toContain(theirs);
  await central.clearHistory();

  stack.rewrite(programOf([name, CUT], ["beside"]));
  const again = await stack.up({ args: args((await stack.resource("acme")).urn) });

  expect(again.stdout).toMatch(new RegExp(`revokeExisting has NOT revoked .*credential ${later} `));
  // Clients may still have the pair of the one that goes: it stays active, and the delete says so.
  expect(again.stdout).toMatch(new RegExp(`credential ${first}\\b`));
  expect((await active()).toSorted()).toEqual([first, beside, later, await idOf(stack, name)].toSorted());
  expect(await central.writes()).toEqual([`POST /acme/${contract}/credentials/regenerate`]);
  expect((await stack.up({ args: ["--refresh"] })).changes).toEqual({ same: 3 });
});

test("a secret trigger that was taken out of the program is nowhere in clear, whatever is updated afterwards", async () => {
  const SECRET = "canary-trigger-7f3a";
  const programWith = (inputs: string) => `
    const pulumi = require("@pulumi/pulumi");
    const { AcmeCredentials } = require("pulumi-digicert");
    new AcmeCredentials("acme", { acmeContractId: ${contract}, ${inputs} });
  `;
  const stack = await stackOf(programWith(`triggers: [pulumi.secret("${SECRET}")]`));
  await stack.up();
  expect(stack.storedText()).not.toContain(SECRET);

  stack.rewrite(programWith("rotateAfterDays: 1"));
  const same = await stack.up();
  const env = stack.env as Record<string, string>;
  env["PULUMI_DIGICERT_CLOCK_OFFSET"] = String(2 * 24 * 3_600);
  const rotated = await stack.up();

  expect((await central.writes()).length).toBe(2);
  expect(`${stack.storedText()}${same.text}${rotated.text}`).not.toContain(SECRET);
  stack.rewrite(programWith(`rotateAfterDays: 1, triggers: [pulumi.secret("${SECRET}")]`));
  expect((await stack.up()).changes).toEqual({ same: 2 });
});
