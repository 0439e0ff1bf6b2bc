import { csr, names, reissueOf, stage, well } from "./stage";

/*
 * What may have come of a request of ours, and is not proven to, still is the renewal that was due, whatever trigger it was asked with.
 */

test("a renewal that was asked for with a trigger, which is then taken back, is not paid for twice where nobody is named", async () => {
  const { stack, order, writes, wait } = await stage({
    missingInLists: ["user_id", "email", "firstname", "lastname"],
    slowIssuanceSeconds: [60, 60],
  });
  const { orderId } = await order();
  const program = { orderId, csr, ...names, triggers: { n: 0 } };
  await well(stack.up(program));
  wait(190 * 86_400);
  await well(stack.up({ ...program, triggers: { n: 1 }, waitForIssuance: false }));
  wait(600);

  await well(stack.up(program));

  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test.each([false, true])(
  "the same where the CA adds a name: it is taken, and nothing is removed (allowSanRemoval: %s)",
  async (allowSanRemoval) => {
    const { stack, order, writes, wait } = await stage({
      missingInLists: ["user_id", "email", "firstname", "lastname"],
      slowIssuanceSeconds: [60, 60],
      wwwAdded: true,
    });
    const { orderId } = await order({ commonName: "shop.example.com", dnsNames: ["example.com"] });
    const program = { orderId, csr, commonName: "example.com", dnsNames: ["shop.example.com"], allowSanRemoval };
    await well(stack.up({ ...program, commonName: "shop.example.com", dnsNames: ["example.com"], triggers: { n: 0 } }));
    await well(stack.up({ ...program, triggers: { n: 1 }, waitForIssuance: false }));
    wait(600);

    await well(stack.up({ ...program, triggers: { n: 0 } }));

    expect(await writes()).toEqual([reissueOf(orderId)]);
  },
);
