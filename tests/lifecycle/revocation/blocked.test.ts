import type { CertCentral } from "../../../provider/certcentral";
import type { Context } from "../../../provider/contract/resource";
import { certificate, revocation } from "../../../provider/resources";
import { type Central, central, makeKey } from "../central";

/* A reissue that somebody begins between our look and our call: CertCentral refuses, and we say why and what to do. */

let cc: Central;
beforeEach(async () => {
  cc = await central();
});

/** Right before the call that revokes, a colleague's reissue begins. */
const overtaken = (orderId: number): Context<CertCentral> => {
  const ctx = cc.ctx();
  const send: CertCentral["send"] = async (endpoint, args, run) => {
    if (endpoint.name.startsWith("revoke")) await cc.reissue(orderId, { approval: true });
    return ctx.api.send(endpoint, args, run);
  };
  return { ...ctx, api: { send } };
};
const why = async (step: Promise<unknown>): Promise<string> => {
  const error = await step.catch((thrown: unknown) => thrown);
  return error instanceof Error ? error.message : `it went well: ${String(error)}`;
};

test("a revocation names the reissue that got in its way", async () => {
  const { orderId, certificateId } = await cc.makeOrder({ commonName: "www.example.com" });

  expect(await why(revocation.create({ certificateId, orderId }, overtaken(orderId)))).toMatch(
    /order_has_pending_reissue[\s\S]*cannot be revoked now: order \d+ has a pending reissue \(request \d+, certificate \d+, asked for by Somebody Else\)/,
  );
  expect((await cc.order(orderId)).certificates[0]?.status).toBe("issued");
});

test("so does a certificate that is deleted", async () => {
  const { orderId } = await cc.makeOrder({ commonName: "www.example.com" });
  const { state } = await certificate.create({ orderId, csr: (await makeKey()).csr }, cc.ctx());

  expect(await why(certificate.delete(state, overtaken(orderId)))).toMatch(
    /order_has_pending_reissue[\s\S]*order \d+ has a pending reissue that is not ours \(request \d+\)[\s\S]*or set onDelete: "retain"/,
  );
});

test("and one whose superseded certificate is due", async () => {
  const { orderId } = await cc.makeOrder({ commonName: "www.example.com" });
  const first = { orderId, csr: (await makeKey()).csr };
  const second = { orderId, csr: (await makeKey()).csr, superseded: { action: "revoke", afterHours: 0 } } as const;
  const { state } = await certificate.create(first, cc.ctx());
  const up = (prior: typeof state, ctx = cc.ctx()) =>
    certificate.update(prior, second, certificate.plan(prior, second, cc.run.now()), ctx);
  const replaced = await up(state);

  expect(await why(up(replaced, overtaken(orderId)))).toMatch(
    /order_has_pending_reissue[\s\S]*order \d+ has a pending reissue \(request \d+\)[\s\S]*or set superseded: \{ action: "keep" \}/,
  );
});
