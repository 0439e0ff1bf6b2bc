import { csr, keyTextOf, names, otherCsr, stage, well } from "./stage";

/*
 * What becomes of the certificates that were replaced.
 */

test("a replaced certificate outlives the step that replaced it (superseded: revoke)", async () => {
  const { stack, order, writes } = await stage({ revokeApprovalGate: false });
  const { orderId } = await order();
  const superseded = { action: "revoke" };
  await well(stack.up({ orderId, csr: otherCsr, ...names, superseded }));
  const p = await stack.preview({ orderId, csr, ...names, superseded });
  await well(stack.up({ orderId, csr, ...names, superseded }));
  expect({ writes: (await writes()).filter((w) => w.includes("revoke")), preview: p.lines }).toMatchObject({
    writes: [],
  });
});

test("a superseded certificate whose revocation was rejected is named by every preview after a refresh", async () => {
  const { stack, order, reject, request, writes } = await stage();
  const { orderId } = await order();
  const superseded = { action: "revoke", afterHours: 0 };
  await well(stack.up({ orderId, csr: otherCsr, ...names, superseded }));
  await well(stack.up({ orderId, csr: keyTextOf("p384"), ...names, superseded }));
  await well(stack.up({ orderId, csr: keyTextOf("p384"), ...names, superseded }));
  await reject((await request(orderId)).id, "still in use");
  const before = await writes();
  await well(stack.refresh());
  const { lines } = await well(stack.up({ orderId, csr: keyTextOf("p384"), ...names, superseded }));
  expect(lines.join("\n")).toMatch(
    /superseded certificate \d+.* was rejected by .*: "still in use"; this resource leaves it alone/,
  );
  expect(await writes()).toEqual(before);
});

test("a removal names the certificate that was there before us, though a create reissued over it at once", async () => {
  const { stack, order } = await stage();
  const { orderId, certificateId } = await order({ csr: keyTextOf("p384") });
  await well(stack.up({ orderId, csr, ...names }));
  const fewer = { ...names, dnsNames: ["a.example.com"] };
  const { lines } = await stack.preview({ orderId, csr, ...fewer, allowSanRemoval: true });
  expect(lines.join("\n")).toContain(`certificate ${certificateId}`);
});

test.each([{}, { primaryInsteadOfReissues: true }])(
  "where drift is only told, nothing is retired while what took its place is over, and no row says that it would be (%j)",
  async (awkward) => {
    const { stack, order, revoke, reissue, wait, writes, clearHistory } = await stage({
      revokeApprovalGate: false,
      ...awkward,
    });
    const { orderId } = await order({ csr: keyTextOf("p384") });
    const program = {
      orderId,
      csr: otherCsr,
      ...names,
      onDrift: "report",
      superseded: { action: "revoke", afterHours: 1 },
    };
    await well(stack.up({ ...program, csr }));
    await well(stack.up(program));
    await revoke(Number(stack.resource?.outputs["certificateId"]), "superseded");
    await well(stack.refresh());
    await reissue(orderId, { csr: keyTextOf("p384"), ...names });
    wait(2 * 3_600);
    await clearHistory();

    for (const refresh of [true, false]) {
      const ended = await well(stack.up(program, { refresh }));
      expect(ended.lines.join("\n")).not.toMatch(/retire:/);
    }

    expect(await writes()).toEqual([]);
  },
);
