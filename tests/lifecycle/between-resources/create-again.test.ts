import { keyText } from "../../../provider/pki/keys.fake";
import { programs, well } from "../program";

/*
 * An `onError` hook has the engine call create again in the same command, with nothing to tell it that there was a first one.
 */
const csr = keyText("p256");
const otherCsr = keyText("p256-other");

const anOrder = async () => {
  const world = await programs();
  const { orderId } = await world.makeOrder({ commonName: "www.example.com", csr });
  const web = (more: object = {}, retries = 2) =>
    ({ kind: "Certificate", name: "web", inputs: { orderId, csr: otherCsr, ...more }, retries }) as const;
  return { ...world, orderId, web };
};
const reissue = (orderId: number) => `POST /order/certificate/${orderId}/reissue`;

test("a certificate that waits for an approval is asked for once, however often create is called", async () => {
  const { engine, web, orderId, writes, setAwkward, outputs } = await anOrder();
  await setAwkward({ approvalGate: true });

  const run = await engine.up([web()]);

  expect(run.ok).toBe(false);
  expect(run.lines.join("\n")).toContain("create is called again: it goes on with what the first call left");
  expect(await writes()).toEqual([reissue(orderId)]);
  expect(outputs("web")["pending"]).toMatchObject({ phase: "approval" });

  await well(engine.destroy());
  expect((await writes()).slice(1)).toEqual([expect.stringMatching(/^PUT \/(request|order)/)]);
});

test.each(["lose-answer", "act-then-status:502"])(
  "a reissue whose answer is lost (%s) is ours when create is called again",
  async (kind) => {
    const { engine, web, orderId, writes, fault, setAwkward, outputs } = await anOrder();
    await setAwkward({ approvalGate: true });
    await fault({ method: "POST", path: "/reissue", kind, times: 1 });

    await engine.up([web()]);

    expect(await writes()).toEqual([reissue(orderId)]);
    expect(outputs("web")["pending"]).toMatchObject({ phase: "approval" });
    await well(engine.destroy());
    expect((await writes()).slice(1)).toEqual([expect.stringMatching(/^PUT \/(request|order)/)]);
  },
);

test("credentials whose answers were lost are all listed, whichever call of create made the pair", async () => {
  const { engine, makeContract, fault, contract, outputs } = await programs();
  const { acmeContractId, credentials } = await makeContract();
  await fault({ method: "POST", path: "/regenerate", kind: "lose-answer", times: 2 });

  await well(engine.up([{ kind: "AcmeCredentials", name: "acme", inputs: { acmeContractId }, retries: 2 }]));

  const made = (await contract(acmeContractId)).credentials
    .slice(credentials.length)
    .map(({ credentialId }) => credentialId);
  expect(made).toHaveLength(3);
  expect(outputs("acme")).toMatchObject({
    credentialId: made[2],
    orphanCandidates: [{ credentialId: made[0] }, { credentialId: made[1] }],
  });
  await well(engine.destroy());
  expect(
    (await contract(acmeContractId)).credentials
      .filter(({ usable }) => !usable)
      .map(({ credentialId }) => credentialId),
  ).toEqual([made[2]]);
});

test("a revocation that waits for an approval is asked for once", async () => {
  const { engine, makeOrder, writes, setAwkward } = await programs();
  await setAwkward({ revokeApprovalGate: true });
  const { certificateId, orderId } = await makeOrder({ commonName: "www.example.com", csr });

  await engine.up([{ kind: "Revocation", name: "gone", inputs: { certificateId, orderId }, retries: 2 }]);

  expect(await writes()).toEqual([`PUT /certificate/${certificateId}/revoke`]);
});

test("a create that left nothing is a create again", async () => {
  const { engine, web, orderId, writes, fault } = await anOrder();
  await fault({ method: "POST", path: "/reissue", kind: "status:400", times: 1 });

  const run = await well(engine.up([web()]));

  expect(run.lines.join("\n")).not.toContain("called again");
  expect(await writes()).toEqual([reissue(orderId), reissue(orderId)]);
});
