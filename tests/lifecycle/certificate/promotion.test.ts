import type { ProvenSpec } from "../../../provider/resources/certificate/promotion/spec";
import { Stack } from "../../in-process-engine/stack";
import { csr, failed, keyTextOf, names, otherCsr, reissueOf, stage, well } from "./stage";

/*
 * What an earlier stage has proven, and what a later one may then do: its changes are those that were proven, and its renewals
 * and repairs are its own affair.
 */

const rsa = keyTextOf("rsa-2048");
const said = ({ lines }: { readonly lines: readonly string[] }): string => lines.join("\n");
const DAY = 86_400;

/** Two stages with orders of their own; the later one is as the earlier one was when it began. */
const stages = async () => {
  const on = await stage();
  const [earlier, later] = [on.stack, new Stack(on.sim, on.time)];
  const [first, second] = [await on.order(), await on.order({ commonName: "prod.example.com", dnsNames: [] })];
  const spec = (): ProvenSpec => earlier.resource?.outputs["spec"] as ProvenSpec;
  const wish = { orderId: second.orderId, csr };
  await well(earlier.up({ orderId: first.orderId, csr, ...names }));
  await well(later.up({ ...wish, requires: spec() }));
  await on.clearHistory();
  return { ...on, earlier, later, spec, wish, first: { orderId: first.orderId, ...names } };
};

test("an adopted certificate is proven, too", async () => {
  const { spec, time } = await stages();

  expect(spec()).toMatchObject({
    version: 1,
    product: "ssl_basic",
    keyType: "P-256",
    signatureHash: "sha256",
    profile: "server_auth_only_eku",
    provenAt: new Date(time.now).toISOString(),
  });
});

test("a change goes through the earlier stage first: refused in preview and up, nothing sent; then made", async () => {
  const { earlier, later, spec, wish, first, writes } = await stages();

  expect(said(await later.preview({ ...wish, csr: rsa, requires: spec() }))).toMatch(
    /blocked: requires: the earlier stage has not proven keyType RSA-2048 \(it has P-256\)/,
  );
  expect(await failed(later.up({ ...wish, csr: rsa, requires: spec() }))).toMatch(
    /nothing was sent\nrequires: the earlier/,
  );
  expect(await writes()).toEqual([]);

  await well(earlier.up({ ...first, csr: rsa }));
  await well(later.up({ ...wish, csr: rsa, requires: spec() }));
  expect(await writes()).toEqual([reissueOf(first.orderId), reissueOf(wish.orderId)]);
});

test("another key of the same kind, and another name, need no proof", async () => {
  const { later, spec, wish, writes } = await stages();

  await well(later.up({ ...wish, csr: otherCsr, dnsNames: ["prod.example.com", "b.example.com"], requires: spec() }));
  expect(await writes()).toEqual([reissueOf(wish.orderId)]);
});

test("renewal and repair pass while the earlier stage has something else, or a proof that has ended", async () => {
  const { earlier, later, spec, wish, first, writes, wait, clearHistory, ...on } = await stages();
  await well(earlier.up({ ...first, csr: rsa }));
  await clearHistory();

  const { certificateId } = later.resource?.outputs ?? {};
  await on.revoke(Number(certificateId));
  const repaired = await well(later.up({ ...wish, requires: spec() }, { refresh: true }));
  expect(said(repaired)).toMatch(/differs from what the earlier stage has proven: keyType P-256 \(it has RSA-2048\)/);

  wait(185 * DAY);
  const renewed = await well(later.up({ ...wish, requires: { ...spec(), notAfter: "2026-12-01T00:00:00Z" } }));
  expect(said(renewed)).toMatch(/its proof ended with its certificate/);
  expect(await writes()).toEqual([reissueOf(wish.orderId), reissueOf(wish.orderId)]);
});

test("what ended proves nothing any more", async () => {
  const { later, spec, wish, writes, wait } = await stages();
  const proven = { ...spec(), keyType: "RSA-2048" };
  wait(200 * DAY);

  expect(await failed(later.up({ ...wish, csr: rsa, requires: proven }))).toMatch(
    /its proof ended with its certificate on/,
  );
  expect(await writes()).toEqual([]);
});

test("a new resource is held against it, too: told in the preview, refused where it would reissue, adopted where it need not", async () => {
  const { sim, time, spec, writes, order } = await stages();
  const { orderId } = await order({ commonName: "new.example.com", dnsNames: [] });
  const made = new Stack(sim, time);
  const wish = { orderId, csr: rsa, requires: spec() };

  expect(said(await made.preview(wish))).toMatch(/differs from what the earlier stage has proven: keyType RSA-2048/);
  expect(await failed(made.up(wish))).toMatch(/has not proven keyType RSA-2048/);
  expect(await writes()).toEqual([]);

  await well(made.up({ ...wish, csr }));
  expect(await writes()).toEqual([]);
});

test("what was asked for while it was proven goes on, whatever is proven by the time that it is approved", async () => {
  const { earlier, later, spec, wish, first, setAwkward, request, approve, writes } = await stages();
  await well(earlier.up({ ...first, csr: rsa }));
  await setAwkward({ approvalGate: true });
  await failed(later.up({ ...wish, csr: rsa, requires: spec() }));
  const sent = await writes();

  await approve((await request(wish.orderId)).id);
  await well(later.up({ ...wish, csr: rsa, requires: { ...spec(), keyType: "P-384" } }));

  expect(await writes()).toEqual(sent);
  expect(later.resource?.outputs).toMatchObject({ status: "issued", keyType: "RSA-2048" });
});

test("while a reissue waits, the specification is that of the certificate before it; afterwards the new one's", async () => {
  const { earlier, spec, first, setAwkward, request, approve } = await stages();
  await setAwkward({ approvalGate: true });

  await failed(earlier.up({ ...first, csr: rsa }));
  expect(spec()).toMatchObject({ keyType: "P-256" });

  await approve((await request(first.orderId)).id);
  await well(earlier.up({ ...first, csr: rsa }));
  expect(spec()).toMatchObject({ keyType: "RSA-2048" });
});

test("a requirement without a value is refused before anything is looked at", async () => {
  const { later, wish, history } = await stages();

  expect(await failed(later.up({ ...wish, requires: {} }))).toMatch(
    /requires: has no value: the earlier stage has no such output/,
  );
  expect(await history()).toEqual([]);
});
