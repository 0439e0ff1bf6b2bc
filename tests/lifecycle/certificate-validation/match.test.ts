import { certificate } from "../../../provider/resources";
import type { CertificateState } from "../../../provider/resources/certificate/state";
import type { ValidationState } from "../../../provider/resources/certificate-validation/state";
import { makeKey } from "../central";
import { NAMES, refused, unfinished, type Validating, validating } from "./stage";

/*
 * Which certificate a validation hands out: the one that was asked for, and no other.
 */

/** A certificate that is issued and handed out; its renewal is then asked for with the same key and names. */
const renewal = async (
  how: Parameters<typeof validating>[0],
  awkward: Parameters<typeof validating>[1] = {},
): Promise<{ scene: Validating; issued: ValidationState; reconciled: CertificateState; asked: CertificateState }> => {
  const scene = await validating({ dcvMethod: "dns-txt-token", ...how }, awkward);
  await scene.cc.setAwkward({ approvalGate: false });
  const first = await scene.ask();
  await scene.publish(first.dcvRecords);
  const issued = await scene.create(scene.wired(first));
  const reconciled = await scene.ask(first);
  if (awkward.approvalGate === true) await scene.cc.setAwkward({ approvalGate: true });
  await scene.cc.withdraw();
  return { scene, issued, reconciled, asked: await scene.ask(reconciled, { triggers: ["again"] }) };
};

const WAYS = {
  "by what the class tells": (scene: Validating, asked: CertificateState) => scene.wired(asked),
  "by order and issuanceId alone": ({ orderId }: Validating, { issuanceId }: CertificateState) => ({
    orderId,
    issuanceId,
  }),
} as const;

describe.each(Object.entries(WAYS))("a renewal with the same key, %s", (_, wire) => {
  test("rejected before it was looked at: who said no and why, and the old certificate is not handed out as the new one", async () => {
    const { scene, issued, asked } = await renewal({ skipApproval: false }, { approvalGate: true });
    const request = asked.pending?.requestIds[0] ?? 0;
    await scene.cc.reject(request, "not in the freeze");

    const lines = await refused(scene.again(issued, wire(scene, asked)));

    expect(lines[0]).toMatch(
      new RegExp(`^request ${request} to reissue order ${scene.orderId} was rejected by .+: "not in the freeze"$`),
    );
    expect(lines[1]).toBe(
      `certificate ${issued.certificateId} is still the order's, and not what was asked for: it is not handed out`,
    );
    expect(await refused(scene.create(wire(scene, asked)))).toEqual(lines);
  });

  test("rejected, and a colleague had one issued just like it: that was not asked for either", async () => {
    const { scene, issued, asked } = await renewal({ skipApproval: false }, { approvalGate: true });
    await scene.cc.reject(asked.pending?.requestIds[0] ?? 0, "no");
    await scene.cc.reissue(scene.orderId, { csr: scene.key.csr, dnsNames: [...NAMES] });
    await scene.cc.validate(scene.orderId);

    expect((await refused(scene.again(issued, wire(scene, asked))))[0]).toMatch(/was rejected by .+: "no"$/);
  });

  test("cancelled before it was looked at: said, without a name that nobody knows", async () => {
    const { scene, issued, asked } = await renewal({});
    await scene.cc.cancelReissue(scene.orderId);

    expect((await refused(scene.again(issued, wire(scene, asked))))[0]).toBe(
      `the reissue of order ${scene.orderId} (certificate ${asked.pending?.certificateId}) came to nothing: it was rejected or cancelled outside of Pulumi, and CertCentral does not tell by whom`,
    );
  });

  test("rejected, and somebody else's is under way: not waited for, not looked for", async () => {
    const { scene, issued, asked } = await renewal({ skipApproval: false }, { approvalGate: true });
    await scene.cc.reject(asked.pending?.requestIds[0] ?? 0, "no");
    await scene.cc.reissue(scene.orderId, { slowSeconds: 3600 });
    const before = await scene.checks();

    expect((await refused(scene.again(issued, wire(scene, asked))))[0]).toMatch(/was rejected by .+: "no"$/);
    expect(await scene.checks()).toBe(before);
  });

  test("issued: the new one", async () => {
    const { scene, issued, asked } = await renewal({ skipApproval: false });
    await scene.publish(asked.dcvRecords);
    const renewed = await scene.again(issued, wire(scene, asked));
    expect(renewed.certificateId).not.toBe(issued.certificateId);
    scene.expectLeaf(renewed);
  });
});

test("a renewal whose answer was lost, and which was then cancelled, is not mistaken for the certificate before it", async () => {
  const { scene, issued, reconciled } = await renewal({});
  await scene.cc.cancelReissue(scene.orderId);
  await scene.cc.fault({ method: "POST", path: "/reissue", kind: "lose-answer", times: 1 });
  const asked = await scene.ask(reconciled, { triggers: ["once more"] });
  await scene.cc.cancelReissue(scene.orderId);
  expect((await refused(scene.again(issued, scene.wired(asked))))[0]).toMatch(/came to nothing/);
});

test("cancelled while it is waited for: the next up says so, and hands out the certificate again once it is wanted again", async () => {
  const { scene, issued, asked } = await renewal({});
  const { state } = await unfinished(scene.again(issued, scene.wired(asked, { timeouts: { issuance: 1 } })));
  await scene.cc.cancelReissue(scene.orderId);
  expect((await refused(scene.again(state)))[0]).toMatch(/came to nothing/);

  // The certificate's own row says it too; without that wish it is as it was, and so is its issuanceId.
  const no = await unfinished(scene.ask(asked, { triggers: ["again"] }));
  const back = await scene.ask(no.state);
  expect(back).toMatchObject({ status: "issued", certificateId: issued.certificateId });
  expect(back.issuanceId).toBe(issued.requestedInputs.issuanceId);
  const handedOut = await scene.again(state, scene.wired(back));
  expect(handedOut).toMatchObject({ status: "issued", certificateId: issued.certificateId });
});

test("somebody reissued the order with another key after ours was asked for: theirs is not handed out", async () => {
  const scene = await validating({ skipApproval: false }, { dcvGate: false, slowIssuanceSeconds: [5, 5] });
  const asked = await scene.ask();
  await scene.cc.cancelReissue(scene.orderId);
  await scene.cc.reissue(scene.orderId, { csr: (await makeKey()).csr, slowSeconds: 0 });
  expect((await refused(scene.create(scene.wired(asked))))[0]).toMatch(
    /carries another key than the one that was asked for/,
  );
});

test("ours was issued, and somebody else's after it: ours is handed out, for it is what was asked for", async () => {
  const scene = await validating({}, { dcvGate: false });
  const asked = await scene.ask();
  await scene.cc.reissue(scene.orderId, { csr: (await makeKey()).csr });
  const state = await scene.create(scene.wired(asked));
  expect(state.certificateId).toBe(asked.pending?.certificateId);
  scene.expectLeaf(state);
});

describe("a duplicate", () => {
  const DUPLICATE = { storeReissueAsDuplicate: true, dcvMethod: "dns-txt-token" } as const;

  test.each([true, false])(
    "skipApproval %s: validated and handed out, beside the order's own certificate",
    async (skipApproval) => {
      const scene = await validating({ ...DUPLICATE, skipApproval });
      const asked = await scene.ask();
      await scene.publish(asked.dcvRecords);

      const state = await scene.create(scene.wired(asked));

      scene.expectLeaf(state);
      const { certificates } = await scene.cc.order(scene.orderId);
      expect(certificates.find(({ id }) => id === state.certificateId)).toMatchObject({ primary: false });
      expect((await scene.ask(asked)).certificateId).toBe(state.certificateId);
    },
  );

  test.each([true, false])(
    "skipApproval %s, renewed with the key of the order's own and of another duplicate: the new one",
    async (skipApproval) => {
      const scene = await validating({ ...DUPLICATE, skipApproval });
      const first = await scene.ask();
      await scene.publish(first.dcvRecords);
      const issued = await scene.create(scene.wired(first));
      await scene.cc.reissue(scene.orderId, { csr: scene.key.csr });
      await scene.cc.validate(scene.orderId);
      const reconciled = await scene.ask(first);

      const asked = await scene.ask(reconciled, { triggers: [1] });
      await scene.publish(asked.dcvRecords);
      const renewed = await scene.again(issued, scene.wired(asked));

      expect(renewed.certificateId).toBeGreaterThan(issued.certificateId ?? Number.POSITIVE_INFINITY);
      scene.expectLeaf(renewed);
      expect(await scene.ask(asked, { triggers: [1] })).toMatchObject({ certificateId: renewed.certificateId });
    },
  );

  test("renewed and cancelled: neither the former duplicate nor the order's own is handed out", async () => {
    const scene = await validating(DUPLICATE);
    const first = await scene.ask();
    await scene.publish(first.dcvRecords);
    const issued = await scene.create(scene.wired(first));
    const asked = await scene.ask(await scene.ask(first), { triggers: [1] });
    await scene.cc.cancelReissue(scene.orderId);
    expect((await refused(scene.again(issued, scene.wired(asked))))[0]).toMatch(/came to nothing/);
  });

  test("one that is only adopted is handed out as it is", async () => {
    const scene = await validating(DUPLICATE);
    const first = await scene.ask();
    await scene.publish(first.dcvRecords);
    const issued = await scene.create(scene.wired(first));

    const adopted = await scene.ask();

    expect(adopted).toMatchObject({ origin: "adopted", certificateId: issued.certificateId });
    expect(await scene.create(scene.wired(adopted))).toMatchObject({ certificateId: issued.certificateId });
    expect(certificate.plan(adopted, scene.inputs, scene.cc.run.now()).action).toBe("nothing");
  });
});

test.each([
  ["of the order", {}, { certificateStatusWords: { issued: "active" } }],
  ["of the order, as its list shows it", {}, { listedStatusWords: { issued: "active" } }],
  ["a duplicate", { storeReissueAsDuplicate: true }, { listedStatusWords: { issued: "active" } }],
] as const)(
  "a certificate that was issued in a word that nobody knows is handed out, for it proves itself: %s",
  async (_, how, awkward) => {
    const scene = await validating({ dcvMethod: "dns-txt-token", ...how }, awkward);
    const asked = await scene.ask();
    await scene.publish(asked.dcvRecords);

    scene.expectLeaf(await scene.create(scene.wired(asked)));
  },
);
