import { privateKey } from "../../../provider/pki/keys.fake";
import { csr, keyTextOf, names, otherCsr, stage } from "./stage";

/** Marks that must never be seen outside: the API key, and what nobody should have pasted. */
test("through success, failure and drift, no secret is said, saved or sent where it does not belong", async () => {
  const { stack, order, fault, revoke, history } = await stage({ slowIssuanceSeconds: [2, 2] });
  const { orderId } = await order({ csr: keyTextOf("p384") });
  const pasted = privateKey();
  const heard: unknown[] = [];
  const hear = async (step: Promise<unknown>) => heard.push(await step, stack.all);

  for (const kind of ["status:500", "garbage", "lose-answer", "status:403", "status:400"]) {
    await fault({ kind, times: 2 });
    await hear(stack.up({ orderId, csr, ...names }));
    await hear(stack.refresh());
  }
  await hear(stack.up({ orderId, csr, ...names }));
  await hear(stack.up({ orderId, csr: pasted, ...names }));
  await hear(stack.up({ orderId, csr, commonName: pasted }));
  await revoke(Number(stack.resource?.outputs["certificateId"]));
  await hear(stack.up({ orderId, csr: otherCsr, ...names }, { refresh: true }));
  await hear(stack.destroy());

  const everything = JSON.stringify(heard);
  expect(everything).toContain(String(orderId));
  expect(everything).not.toContain(stack.sim.apiKey);
  const lines = pasted.split("\n").filter((line) => line !== "" && !line.startsWith("-----"));
  for (const line of lines) expect(everything + JSON.stringify(await history())).not.toContain(line);
});
