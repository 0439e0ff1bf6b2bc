import { keyText } from "../../../provider/pki/keys.fake";
import { type Kept, programs } from "../one-program";

/*
 * Resources of one program that are applied at the same time, without a dependency that orders them.
 */

const csr = keyText("p256");
const put = (id: unknown): string => `PUT /certificate/${id}/revoke`;

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
    ["with its order", ({ orderId }) => ({ orderId, wholeOrder: true })],
  ] satisfies [string, (order: Awaited<ReturnType<typeof anOrder>>) => object][])(
    "is refused before anything is sent, when the certificate has state: %s",
    async (_, target) => {
      const world = await anOrder();
      const web = await (await world.aRun().creates("Certificate", "web", { orderId: world.orderId, csr })).ends;

      const run = world.aRun();
      const gone = await run.creates("Revocation", "gone", { ...target(world), skipApproval: true });
      await run.goesOn(web);

      expect(run.lines.join("\n")).toMatch(
        /warn: (certificate|serial|order) \w+ is kept here, and resource gone of this program would put an end to it/,
      );
      await expect(gone.ends).rejects.toThrow(/is kept by another resource of this program.*nothing was sent/);
      expect(await world.writes()).toEqual([]);
    },
  );

  test("is refused, too, when the certificate is only just adopted", async () => {
    const { orderId, certificateId, aRun, writes } = await anOrder();
    const run = aRun();
    const gone = await run.creates("Revocation", "gone", { certificateId, skipApproval: true });
    const web = await run.creates("Certificate", "web", { orderId, csr });

    expect((await web.ends).outputs).toMatchObject({ certificateId, status: "issued" });
    await expect(gone.ends).rejects.toThrow(/is kept by another resource/);
    expect(await writes()).toEqual([]);
  });
});

test.each([true, false])("by id and by serial number at once: revoked once (skipApproval %s)", async (skipApproval) => {
  const { orderId, certificateId, serialNumber, aRun, order, writes } = await anOrder();
  const run = aRun();
  const steps = [
    await run.creates("Revocation", "by-id", { certificateId, skipApproval }),
    await run.creates("Revocation", "by-serial", { serialNumber, skipApproval }),
  ];

  const [one, two] = await Promise.all(steps.map(({ ends }) => ends));

  expect(one?.outputs["status"]).toBe(skipApproval ? "revoked" : "pending");
  expect(two?.outputs).toMatchObject({ status: one?.outputs["status"] });
  expect(two?.outputs["requestId"]).toBe(one?.outputs["requestId"]);
  expect((await order(orderId)).requests.length).toBe(skipApproval ? 0 : 1);
  expect((await writes()).length).toBe(1);
});

test("what a certificate has replaced, retired by it and named by a revocation at once, is asked for once", async () => {
  const { orderId, aRun, advance, clearHistory, writes } = await anOrder();
  const superseded = { action: "revoke", afterHours: 0 };
  const program = { orderId, csr: keyText("p256-other"), superseded };
  const first = await (await aRun().creates("Certificate", "web", program)).ends;
  const second = await (await aRun().goesOn(first, { ...program, triggers: ["again"] })).ends;
  advance(3_600_000);
  await clearHistory();

  const run = aRun();
  const old = first.outputs["certificateId"];
  const steps = [await run.goesOn(second), await run.creates("Revocation", "old", { certificateId: old, orderId })];
  await Promise.all(steps.map(({ ends }) => ends));

  expect(await writes()).toEqual([put(old)]);
});

test("a listed credential is not revoked when it turns out to be the pair of a resource that was registered later", async () => {
  const { makeContract, aRun, clearHistory, writes } = await programs();
  const { acmeContractId } = await makeContract();
  const make = async (name: string): Promise<Kept> =>
    (await aRun().creates("AcmeCredentials", name, { acmeContractId })).ends;
  const [mine, theirs] = [await make("mine"), await make("theirs")];
  await clearHistory();

  const run = aRun();
  const listing = { acmeContractId, revokeCredentialIds: [theirs.outputs["credentialId"]] };
  const update = await run.goesOn(mine, listing);
  await run.goesOn(theirs);

  expect(run.lines.join("\n")).toContain("is kept here, and resource mine of this program would put an end to it");
  await expect(update.ends).rejects.toThrow(/is the pair of another resource of this program/);
  expect(await writes()).toEqual([]);
});
