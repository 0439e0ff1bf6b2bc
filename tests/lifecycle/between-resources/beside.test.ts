import { keyText } from "../../../provider/pki/keys.fake";
import type { Declared } from "../../in-process-engine/engine";
import { failureOf, programs, well } from "../program";

/*
 * Resources of one program that are applied at the same time, without a dependency that orders them.
 */

const csr = keyText("p256");
const put = (id: unknown): string => `PUT /certificate/${id}/revoke`;
const certificate = (name: string, inputs: object): Declared => ({ kind: "Certificate", name, inputs: { ...inputs } });
const revocation = (name: string, inputs: object): Declared => ({ kind: "Revocation", name, inputs: { ...inputs } });
const pair = (name: string, inputs: object): Declared => ({ kind: "AcmeCredentials", name, inputs: { ...inputs } });

const anOrder = async () => {
  const world = await programs();
  const order = await world.makeOrder({ commonName: "www.example.com", csr });
  const serialNumber = (await world.order(order.orderId)).certificates[0]?.serialNumber ?? "";
  return { ...world, ...order, serialNumber };
};

describe("a revocation that is registered before the certificate that it would hit", () => {
  test.each([
    ["by id", ({ certificateId }) => ({ certificateId })],
    ["by serial number", ({ serialNumber }) => ({ serialNumber })],
  ] satisfies [string, (order: Awaited<ReturnType<typeof anOrder>>) => object][])(
    "is refused before anything is sent, when the certificate has state: %s",
    async (_, target) => {
      const world = await anOrder();
      const web = certificate("web", { orderId: world.orderId, csr });
      await well(world.engine.up([web]));

      const run = await world.engine.up([revocation("gone", { ...target(world), skipApproval: true }), web]);

      expect(run.lines.join("\n")).toMatch(
        /warn: (certificate|serial|order) \w+ is kept here, and resource gone of this program would put an end to it/,
      );
      expect(failureOf(run, "gone")).toMatch(
        /(is|come to be) kept by (another resource|resource web) of this program.*nothing was sent/,
      );
      expect(await world.writes()).toEqual([]);
    },
  );

  test("is refused before it is planned, when it would take the order whole", async () => {
    const { orderId, engine, writes } = await anOrder();
    const gone = revocation("gone", { orderId, wholeOrder: true });

    const run = await engine.up([gone, certificate("web", { orderId, csr })]);

    expect(failureOf(run, "gone")).toMatch(/order \d+ is kept by resource web of this program/);
    expect(await writes()).toEqual([]);
  });

  test("is refused, too, when the certificate is only just adopted", async () => {
    const { orderId, certificateId, engine, outputs, writes } = await anOrder();
    const gone = revocation("gone", { certificateId, skipApproval: true });

    const run = await engine.up([gone, certificate("web", { orderId, csr })]);

    expect(outputs("web")).toMatchObject({ certificateId, status: "issued" });
    expect(failureOf(run, "gone")).toMatch(/(is|come to be) kept by (another resource|resource web) of this program/);
    expect(await writes()).toEqual([]);
  });
});

test.each([true, false])("by id and by serial number at once: revoked once (skipApproval %s)", async (skipApproval) => {
  const { orderId, certificateId, serialNumber, engine, outputs, order, writes } = await anOrder();

  await well(
    engine.up([
      revocation("by-id", { certificateId, skipApproval }),
      revocation("by-serial", { serialNumber, skipApproval }),
    ]),
  );

  const [one, two] = [outputs("by-id"), outputs("by-serial")];
  expect(one["status"]).toBe(skipApproval ? "revoked" : "pending");
  expect(two).toMatchObject({ status: one["status"] });
  expect(two["requestId"]).toBe(one["requestId"]);
  expect((await order(orderId)).requests.length).toBe(skipApproval ? 0 : 1);
  expect((await writes()).length).toBe(1);
});

test("what a certificate has replaced, retired by it and named by a revocation at once, is asked for once", async () => {
  const { orderId, engine, outputs, advance, clearHistory, writes } = await anOrder();
  const inputs = { orderId, csr: keyText("p256-other"), superseded: { action: "revoke", afterHours: 0 } };
  await well(engine.up([certificate("web", inputs)]));
  const old = outputs("web")["certificateId"];
  const again = certificate("web", { ...inputs, triggers: ["again"] });
  await well(engine.up([again]));
  advance(3_600_000);
  await clearHistory();

  await well(engine.up([again, revocation("old", { certificateId: old, orderId })]));

  expect(await writes()).toEqual([put(old)]);
});

test("a listed credential is not revoked when it turns out to be the pair of a resource that was registered later", async () => {
  const { makeContract, engine, outputs, clearHistory, writes } = await programs();
  const { acmeContractId } = await makeContract();
  const [mine, theirs] = [pair("mine", { acmeContractId }), pair("theirs", { acmeContractId })];
  await well(engine.up([mine]));
  await well(engine.up([mine, theirs]));
  await clearHistory();

  const listing = { acmeContractId, revokeCredentialIds: [outputs("theirs")["credentialId"]] };
  const run = await engine.up([pair("mine", listing), theirs]);

  expect(run.lines.join("\n")).toContain("is kept here, and resource mine of this program would put an end to it");
  expect(failureOf(run, "mine")).toMatch(/is the pair of another resource of this program/);
  expect(await writes()).toEqual([]);
});

test.each([
  ["before", (mover: Declared, taker: Declared) => [mover, taker]],
  ["after", (mover: Declared, taker: Declared) => [taker, mover]],
])(
  "a pair that is left behind by a move to another contract is not what existed there, registered %s",
  async (_, inOrder) => {
    const { engine, makeContract, outputs, clearHistory, writes } = await programs();
    const { acmeContractId, credentials } = await makeContract();
    const theirs = credentials.map(({ credentialId }) => credentialId);
    const { acmeContractId: next } = await makeContract();
    await well(engine.up([pair("mover", { acmeContractId })]));
    expect(theirs).not.toContain(outputs("mover")["credentialId"]);
    const taker = pair("taker", { acmeContractId, revokeExisting: true });
    const mover = pair("mover", { acmeContractId: next });
    await clearHistory();

    await well(engine.up(inOrder(mover, taker)));
    await well(engine.up(inOrder(mover, taker)));

    const revocations = (await writes()).filter((write) => write.includes("/revoke/"));
    expect(revocations).toEqual(theirs.map((id) => `POST /acme/${acmeContractId}/credentials/revoke/${id}`));
  },
);

test("an order that is not revoked, for another resource has a duplicate of it: what this one had issued is named", async () => {
  const { engine, orderId, outputs, writes, clearHistory } = await anOrder();
  const twin = certificate("twin", { orderId, csr: keyText("p256-other"), storeReissueAsDuplicate: true });
  await well(engine.up([certificate("web", { orderId, csr: keyText("p384"), onDelete: "revokeOrder" }), twin]));
  const { certificateId } = outputs("web");
  await clearHistory();

  const { lines } = await well(engine.up([twin]));

  expect(lines.join("\n")).toMatch(
    new RegExp(
      `order ${orderId} is not revoked, .*: certificate ${certificateId}, .*, of this resource, is left alone`,
    ),
  );
  expect(await writes()).toEqual([]);
});

test("a pair that is replaced and listed in one step is not said to stay", async () => {
  const { engine, makeContract, outputs } = await programs();
  const { acmeContractId } = await makeContract();
  await well(engine.up([pair("acme", { acmeContractId })]));
  const { credentialId } = outputs("acme");

  const { lines } = await well(
    engine.up([pair("acme", { acmeContractId, triggers: ["again"], revokeCredentialIds: [credentialId] })]),
  );

  expect(lines.filter((line) => line.includes(`${credentialId}`) && /stays active/.test(line))).toEqual([]);
  expect(lines).toContain(`info: credential ${credentialId} of ACME contract ${acmeContractId} is revoked`);
});

test("what a renamed resource leaves behind is not said to live on where a Revocation of the program has just revoked it", async () => {
  const { engine, makeOrder, outputs, writes, clearHistory } = await programs();
  const { orderId } = await makeOrder({ commonName: "www.example.com" });
  await well(engine.up([certificate("web", { orderId, csr })]));
  const { certificateId } = outputs("web");
  await clearHistory();
  const anew = certificate("anew", { orderId, csr: keyText("p256-other") });
  const gone = revocation("gone", { certificateId, skipApproval: true });

  const { lines } = await well(engine.up([anew, { ...gone, dependsOn: ["anew"] }]));

  expect(await writes()).toEqual([`POST /order/certificate/${orderId}/reissue`, put(certificateId)]);
  expect(lines.join("\n")).not.toMatch(/left alone|leaves/);
  expect(lines.join("\n")).toMatch(
    new RegExp(`certificate ${certificateId}, .* is left to resource gone of this program, which has it revoked`),
  );
});

test("a pair is not said to stay active where what existed was to be revoked, in a run that gives its resource another name", async () => {
  const { engine, makeContract, outputs } = await programs();
  const { acmeContractId } = await makeContract({ credentials: 0 });
  await well(engine.up([pair("acme", { acmeContractId })]));
  const { credentialId } = outputs("acme");

  const { lines } = await well(engine.up([pair("anew", { acmeContractId, revokeExisting: true })]));

  expect(lines).toContain(`info: credential ${credentialId} of ACME contract ${acmeContractId} is revoked`);
  expect(lines.filter((line) => line.includes(`${credentialId}`) && /stays active/.test(line))).toEqual([]);
});

test("what a resource that --target leaves out has replaced, and will retire in time, is not what existed", async () => {
  const { engine, makeContract, outputs, clearHistory, writes } = await programs();
  const { acmeContractId } = await makeContract({ credentials: 0 });
  const superseded = { action: "revoke", afterHours: 72 };
  await well(engine.up([pair("acme", { acmeContractId, superseded })]));
  const acme = pair("acme", { acmeContractId, superseded, triggers: ["again"] });
  await well(engine.up([acme]));
  expect(outputs("acme")["previousCredentials"]).toHaveLength(1);
  await clearHistory();

  await well(engine.up([acme, pair("taker", { acmeContractId, revokeExisting: true })], { target: ["taker"] }));

  expect(await writes()).toEqual([`POST /acme/${acmeContractId}/credentials/regenerate`]);
});

test("a revocation of what a resource keeps in state is refused, though check refuses what that is to become", async () => {
  const { orderId, certificateId, engine, makeOrder, writes } = await anOrder();
  const next = await makeOrder({ commonName: "www.example.com", csr });
  const other = certificate("other", { orderId: next.orderId, csr });
  await well(engine.up([certificate("web", { orderId, csr }), other]));
  const gone = revocation("gone", { certificateId, skipApproval: true });

  const run = await engine.up([gone, other, certificate("web", { orderId: next.orderId, csr })]);

  expect(failureOf(run, "web")).toMatch(/two resources cannot keep the same certificate/);
  expect(failureOf(run, "gone")).toMatch(/may come to be kept by resource web of this program/);
  expect(await writes()).toEqual([]);
});
