import { Stack } from "../../in-process-engine/stack";
import { failed, names, otherCsr, stage } from "./stage";

/*
 * A request of ours that was rejected, in a word that nobody knows; and what another stack with the same API key and the same CSR has
 * asked for since is pending. That nobody asked us to take back.
 */

test.each([
  [
    "the wish changes",
    (stack: Stack, orderId: number) => stack.up({ orderId, csr: otherCsr, ...names, triggers: { n: 1 } }),
  ],
  ["the resource goes", (stack: Stack) => stack.destroy()],
])(
  "another stack's pending reissue is not cancelled where ours was rejected in an unknown word: %s",
  async (_, act) => {
    const { stack, sim, time, order, request, reject, writes } = await stage({
      approvalGate: true,
      requestStatusWords: { rejected: "declined" },
      slowIssuanceSeconds: [7000, 7000],
    });
    const { orderId } = await order();
    await failed(stack.up({ orderId, csr: otherCsr, ...names }));
    await reject((await request(orderId)).id, "no");
    const other = new Stack(sim, time);
    const theirs = { orderId, csr: otherCsr, ...names, skipApproval: true, waitForIssuance: false };
    await other.up(theirs);

    await act(stack, orderId);

    expect((await writes()).filter((w) => w === `PUT /order/certificate/${orderId}/status`)).toEqual([]);
  },
);
