import { setTimeout as sleep } from "node:timers/promises";
import { type CertCentral, certCentral } from "./support/certcentral";
import { type Outcome, type Stack, stackFor } from "./support/harness";
import { processesNamed } from "./support/processes";

const HOUR = 3_600;
const DAY = 24 * HOUR;

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

/** One resource for each name, and what a client would need as outputs of the stack. */
const programOf = (resources: Record<string, object>) => `
  const { AcmeCredentials } = require("pulumi-digicert");
  for (const [name, inputs] of Object.entries(${JSON.stringify(resources)})) {
    const acme = new AcmeCredentials(name, { acmeContractId: ${contract}, ...inputs });
    exports[name] = { keyId: acme.keyId, hmac: acme.hmacBase64, server: acme.directoryUrl };
  }
`;
const stackOf = (resources: Record<string, object>) =>
  stackFor({ program: programOf(resources), config: central.config });

const credentials = async () => (await central.contract(contract)).credentials;
const active = async () => (await credentials()).filter((c) => c.status === "active").map((c) => c.credentialId);
const idOf = async (stack: Stack, name: string) => Number((await stack.resource(name)).outputs?.["credentialId"]);
const regenerate = () => `POST /acme/${contract}/credentials/regenerate`;
const revoke = (id: number) => `POST /acme/${contract}/credentials/revoke/${id}`;

/** Both clocks go on: DigiCert's, and the one of every later command of this stack. */
const pass = async (stack: Stack, seconds: number): Promise<void> => {
  const env = stack.env as Record<string, string>;
  env["PULUMI_DIGICERT_CLOCK_OFFSET"] = String(Number(env["PULUMI_DIGICERT_CLOCK_OFFSET"] ?? 0) + seconds);
  await central.advance(seconds);
};

test("one pair from create over rotation and retirement to destroy; its secrets are nowhere in clear", async () => {
  const settings = { rotateAfterDays: 30, superseded: { action: "revoke", afterHours: 48 } };
  const stack = await stackOf({ acme: settings });
  const outcomes: Outcome[] = [];
  const run = async (command: "up" | "preview" | "refresh" | "destroy", args: string[] = []) => {
    const outcome = await stack[command]({ args });
    outcomes.push(outcome);
    return outcome;
  };

  await run("up");
  const first = await idOf(stack, "acme");
  const [, made] = await credentials();
  expect(await stack.outputs()).toMatchObject({ acme: { keyId: made?.kid, hmac: made?.hmacKey } });
  expect(await active()).toEqual([theirs, first]);
  await central.clearHistory();
  expect((await run("up")).changes).toEqual({ same: 2 });
  expect(await central.history()).toEqual([]);
  expect((await run("preview", ["--refresh", "--expect-no-changes"])).code).toBe(0);

  await pass(stack, 30 * DAY);
  expect((await run("preview")).row("acme")).toMatch(
    /update.* regenerate: the pair is 30 days old, and rotates after 30/,
  );
  await run("up");
  const second = await idOf(stack, "acme");
  expect(await active()).toEqual([theirs, first, second]);
  expect((await run("up")).changes).toEqual({ same: 2 });

  await pass(stack, 48 * HOUR);
  expect((await run("preview")).row("acme")).toMatch(
    new RegExp(`update.* retire: revokes replaced credential ${first} \\(key id`),
  );
  expect(await central.writes()).toEqual([regenerate()]);
  await run("up");
  expect(await active()).toEqual([theirs, second]);
  expect((await run("up")).changes).toEqual({ same: 2 });

  const onDisk = stack.storedText();
  await run("destroy");
  expect(await active()).toEqual([theirs]);
  expect(await central.writes()).toEqual([regenerate(), revoke(first), revoke(second)]);

  const said = [
    onDisk,
    JSON.stringify(await central.history()),
    // Of the engine's events all but its debug lines: Pulumi's own Node SDK writes every answer of an engine into those.
    ...outcomes.flatMap(({ text, events }) => [
      text,
      JSON.stringify(events.filter(({ diagnosticEvent }) => String(diagnosticEvent?.severity) !== "debug")),
    ]),
  ].join("\n");
  const secrets = (await credentials()).slice(1).flatMap(({ kid, hmacKey }) => [kid, hmacKey]);
  expect(secrets.length).toBe(4);
  expect(secrets.map((secret) => said.includes(secret))).toEqual([false, false, false, false]);
});

test("a pair revoked elsewhere is drift, and an up with refresh repairs it with one regenerate", async () => {
  const stack = await stackOf({ acme: {} });
  await stack.up();
  await central.revokeCredential(contract, await idOf(stack, "acme"));

  const drift = await stack.preview({ args: ["--refresh", "--expect-no-changes"], fails: true });
  expect(drift.stdout).toMatch(/regenerate: credential \d+ \(.*\) was revoked outside of Pulumi/);
  await stack.up({ args: ["--refresh"] });

  expect(await central.writes()).toEqual([regenerate(), regenerate()]);
  expect(await active()).toEqual([theirs, await idOf(stack, "acme")]);
});

test("several resources on one contract, made at once, each have and each delete their own pair", async () => {
  const stack = await stackOf({ a: {}, b: { revokeExisting: true }, c: {} });
  await stack.up({ args: ["--parallel", "16"] });

  const ids = [await idOf(stack, "a"), await idOf(stack, "b"), await idOf(stack, "c")];
  expect((await active()).toSorted()).toEqual(ids.toSorted());
  const outputs = await stack.outputs();
  for (const [i, name] of ["a", "b", "c"].entries()) {
    const entry = (await credentials()).find((c) => c.credentialId === ids[i]);
    expect(outputs[name]).toMatchObject({ keyId: entry?.kid, hmac: entry?.hmacKey });
  }

  stack.rewrite(programOf({ a: {}, c: {} }));
  await stack.up();
  expect((await active()).toSorted()).toEqual([ids[0], ids[2]].toSorted());
});

test("when the answer to the first regenerate is lost, the next up makes one pair, and names the one that nobody saw", async () => {
  await central.fault({ method: "POST", path: "/regenerate", kind: "lose-answer" });
  const stack = await stackOf({ acme: {} });
  const lost = await stack.up({ fails: true });
  const unseen = (await credentials())[1];
  expect(lost.stdout).toContain(`credential ${unseen?.credentialId} (key id …${unseen?.kid.slice(-4)}…, made `);
  expect(lost.stdout).toContain("run pulumi up again: it makes one new pair");

  expect((await stack.preview()).row("acme")).toContain("regenerate: the answer to an earlier regenerate never came");
  const next = await stack.up();

  expect(next.stdout).toMatch(
    new RegExp(`while an answer was lost, credential ${unseen?.credentialId} \\(.*\\) appeared`),
  );
  expect(await central.writes()).toEqual([regenerate(), regenerate()]);
  const id = await idOf(stack, "acme");
  expect(await active()).toEqual([theirs, unseen?.credentialId, id]);
  stack.rewrite(programOf({ acme: { revokeCredentialIds: [unseen?.credentialId] } }));
  await stack.up();
  expect(await active()).toEqual([theirs, id]);
  expect((await stack.up()).changes).toEqual({ same: 2 });
});

test.each([
  ["the provider process", false],
  ["the Pulumi CLI", true],
])(
  "%s killed right after DigiCert made the pair: one new pair by the next up, the other one named and untouched",
  async (_, cli) => {
    // The list before comes at once, the list after is what the process is killed in, however long the killing takes.
    await central.fault({ method: "GET", path: "/credentials", kind: "delay:1" });
    await central.fault({ method: "GET", path: "/credentials", kind: "delay:30000" });
    const stack = await stackOf({ acme: {} });
    const going = stack.begin("up");
    while ((await credentials()).length < 2) await sleep(20);
    if (cli) going.kill("SIGKILL");
    for (const pid of processesNamed(stack.processes(), "dynamic-provider")) process.kill(pid, "SIGKILL");
    await going.done;
    if (cli) await stack.cli(["cancel", "--yes", "--stack", "test"]);
    const orphan = (await credentials())[1];

    const next = await stack.up();

    expect(next.stdout).toMatch(
      new RegExp(`this resource does not touch:.*credential ${orphan?.credentialId} \\(key id`),
    );
    expect(await central.writes()).toEqual([regenerate(), regenerate()]);
    expect(await active()).toEqual([theirs, orphan?.credentialId, await idOf(stack, "acme")]);
    expect((await stack.up()).changes).toEqual({ same: 2 });
  },
);

test("with a key of the parent account the up fails, saying which key is needed", async () => {
  const { apiKey } = await central.makeKey({ family: "partner", role: "parent", account: "parent" });
  const stack = await stackOf({ acme: {} });
  await stack.setConfig({ "digicert:partnerApiKey": { secret: apiKey } });
  const failed = await stack.up({ fails: true });
  expect(failed.stdout).toMatch(/to a key of a subaccount: ACME contracts take no key of the parent account/);
  expect(failed.text).not.toContain(apiKey);
  expect(await central.writes()).toEqual([]);
});
