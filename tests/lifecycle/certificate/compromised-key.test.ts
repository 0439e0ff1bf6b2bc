import { Stack } from "../../in-process-engine/stack";
import { csr, failed, keyTextOf, names, otherCsr, reissueOf, stage, well } from "./stage";

/*
 * A key that a revocation of ours called compromised is not certified again, whoever asks and however long ago that was; any
 * other key is.
 */

const said = ({ lines }: { readonly lines: readonly string[] }): string => lines.join("\n");
const COMPROMISED = /certificate \d+ was revoked because its key \(P-256 .*\) is compromised: make a new key/;

/** A certificate that is kept, and a program of another team's to revoke it: one that keeps it would not let it go. */
const kept = async (certified = csr) => {
  const on = await stage({ revokeApprovalGate: true });
  const { orderId, certificateId } = await on.order({ csr: certified });
  const revocation = new Stack(on.sim, on.time, "Revocation");
  return { ...on, orderId, certificateId, revocation, wanted: { orderId, csr, ...names } };
};

const compromised = async () => {
  const on = await kept();
  const { orderId, certificateId } = on;
  await well(on.stack.up(on.wanted));
  await well(on.revocation.up({ certificateId, orderId, reason: "keyCompromise", comments: "found on a laptop" }));
  await on.approve((await on.request(orderId)).id);
  await on.clearHistory();
  return on;
};

test("a compromised key is not certified again, until it changes", async () => {
  const { stack, orderId, wanted, writes } = await compromised();

  expect(said(await stack.preview(wanted, { refresh: true }))).toMatch(
    /info: blocked: certificate \d+ was revoked because its key \(P-256 .*\) is compromised/,
  );
  expect(await failed(stack.up(wanted, { refresh: true }))).toMatch(COMPROMISED);
  expect(await writes()).toEqual([]);

  await well(stack.up({ ...wanted, csr: otherCsr }));
  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test("nor by an update that was planned before anybody looked", async () => {
  const { stack, wanted, writes } = await compromised();

  const more = { ...wanted, dnsNames: [...names.dnsNames, "c.example.com"] };

  expect(await failed(stack.up(more))).toMatch(COMPROMISED);
  expect(await writes()).toEqual([]);
});

test("nor by a new resource on the order", async () => {
  const { sim, time, wanted, writes } = await compromised();

  expect(await failed(new Stack(sim, time).up(wanted))).toMatch(COMPROMISED);
  expect(await writes()).toEqual([]);
});

test.each([{ refresh: true }, {}])("nor when the key was changed and is changed back (%j)", async (how) => {
  const { stack, orderId, wanted, writes, wait } = await compromised();
  await well(stack.up({ ...wanted, csr: otherCsr }, how));
  wait(86_400);

  expect(said(await stack.preview(wanted, how))).toMatch(/info: blocked: certificate \d+ was revoked because its key/);
  expect(await failed(stack.up(wanted, how))).toMatch(COMPROMISED);
  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test("nor on another order that the resource is moved to, which knows nothing of it", async () => {
  const { stack, order, wanted, writes } = await compromised();
  await well(stack.refresh());
  const other = await order({ csr: keyTextOf("p384") });
  const moved = { ...wanted, orderId: other.orderId };

  expect(said(await stack.preview(moved))).toMatch(COMPROMISED);
  expect(await failed(stack.up(moved))).toMatch(COMPROMISED);
  expect(await writes()).toEqual([]);
});

test("a reissue for it that was under way is waited for, and every preview warns of it", async () => {
  const { stack, orderId, certificateId, wanted, revocation, ...on } = await kept();
  const more = { ...wanted, dnsNames: [...names.dnsNames, "c.example.com"] };
  await well(stack.up(wanted));
  await well(revocation.up({ certificateId, orderId, reason: "keyCompromise" }));
  const asked = (await on.request(orderId)).id;
  await on.setAwkward({ approvalGate: true });
  await failed(stack.up(more));
  await on.approve(asked);

  const waits = said(await stack.preview(more, { refresh: true }));
  expect(waits).toMatch(/info: resume: /);
  expect(waits).toMatch(COMPROMISED);
});

test("nor is what is pending cancelled for it", async () => {
  const { stack, orderId, wanted, writes, setAwkward } = await compromised();
  await setAwkward({ approvalGate: true });
  await failed(stack.up({ ...wanted, csr: otherCsr }, { refresh: true }));

  expect(said(await stack.preview(wanted))).toMatch(/info: blocked: certificate \d+ was revoked because its key/);
  expect(await failed(stack.up(wanted))).toMatch(COMPROMISED);
  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test("nor after somebody else's reissue stood in the way of another key", async () => {
  const { stack, orderId, wanted, writes, reissue, reject } = await compromised();
  const theirs = await reissue(orderId, { approval: true, csr: keyTextOf("p384"), ...names });
  await well(stack.refresh());
  await reject(theirs.requestId ?? 0, "no");
  await failed(stack.up({ ...wanted, csr: otherCsr }));

  expect(said(await stack.preview(wanted))).toMatch(/info: blocked: certificate \d+ was revoked because its key/);
  expect(await failed(stack.up(wanted))).toMatch(COMPROMISED);
  expect(await writes()).toEqual([]);
});

test("nor where it was a colleague's certificate with the same key that was revoked for it", async () => {
  const on = await kept();
  const { stack, orderId, wanted } = on;
  await well(stack.up(wanted));
  const { certificateId } = await on.reissue(orderId, { csr, ...names });
  await well(on.revocation.up({ certificateId, orderId, reason: "keyCompromise" }));
  await on.approve((await on.request(orderId)).id);
  await on.clearHistory();

  expect(said(await stack.preview(wanted, { refresh: true }))).toMatch(/info: blocked: certificate \d+ was revoked/);
  expect(await failed(stack.up(wanted, { refresh: true }))).toMatch(COMPROMISED);
  expect(await on.writes()).toEqual([]);
});

test("a key is not compromised because a rejected request said so", async () => {
  const on = await kept();
  const { stack, orderId, certificateId, wanted } = on;
  await well(stack.up(wanted));
  await well(on.revocation.up({ certificateId, orderId, reason: "keyCompromise" }));
  await on.reject((await on.request(orderId)).id, "false alarm");
  await on.revoke(certificateId, "superseded");
  await on.clearHistory();

  expect(said(await stack.preview(wanted, { refresh: true }))).toMatch(/info: reissue: revoked outside of Pulumi/);
  await well(stack.up(wanted, { refresh: true }));
  expect(await on.writes()).toEqual([reissueOf(orderId)]);
});

test("nor because one about the whole order did, before the key was certified", async () => {
  const on = await kept(keyTextOf("p384"));
  const { stack, orderId, wanted } = on;
  await well(on.revocation.up({ orderId, wholeOrder: true, reason: "keyCompromise" }));
  await on.reject((await on.request(orderId)).id, "false alarm");
  await well(stack.up(wanted));
  await on.revoke(Number(stack.resource?.outputs["certificateId"]), "superseded");
  await on.clearHistory();

  await well(stack.up(wanted, { refresh: true }));
  expect(await on.writes()).toEqual([reissueOf(orderId)]);
});
