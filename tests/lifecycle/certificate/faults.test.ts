import { csr, fingerprint, otherCsr, reissueOf, type Stage, stage } from "./stage";

const PLACES = {
  "at the request": { method: "POST", path: "/reissue" },
  "when the order is read": { method: "GET", path: "/order/certificate/" },
  "when the reissues are read": { method: "GET", path: "/reissue" },
  "when the certificate is downloaded": { method: "GET", path: "/download" },
  "when the approval is read": { method: "GET", path: "/request/" },
} as const;
const KINDS = [
  "lose-answer",
  "drop",
  "status:502",
  "act-then-status:502",
  "status:500",
  "garbage",
  "status:429",
] as const;

/** A write is sent once a run: more faults in a row than runs prove nothing. Only a 429 is sent again. */
const timesOf = (place: string, kind: string): number[] =>
  place === "at the request" && kind !== "status:429" ? [1] : [1, 3];
const cases = (Object.keys(PLACES) as (keyof typeof PLACES)[]).flatMap((place) =>
  KINDS.flatMap((kind) => timesOf(place, kind).map((times) => [kind, times, place] as const)),
);

const reconciled = async ({ stack }: Stage, inputs: Record<string, unknown>): Promise<number> => {
  for (let ups = 1; ; ups++) {
    const ended = await stack.up(inputs);
    if (ended.ok) return ups;
    expect(ended.reasons.join("\n")).not.toMatch(/undefined|TypeError|Unexpected token|<html/i);
    if (ups === 3) throw new Error(`still not settled: ${ended.reasons.join("\n")}`);
  }
};

test.each(cases)("%s, %i times, %s: one reissue in the end, after two runs at most", async (kind, times, place) => {
  const scene = await stage({ slowIssuanceSeconds: [2, 2] });
  const { orderId } = await scene.order();
  await scene.fault({ ...PLACES[place], kind, times });

  const ups = await reconciled(scene, { orderId, csr: otherCsr });

  expect(ups).toBeLessThanOrEqual(2);
  const { certificates } = await scene.world(orderId);
  expect(certificates.map(({ spkiSha256 }) => spkiSha256)).toEqual([fingerprint("p256"), fingerprint("p256-other")]);
  expect(scene.stack.resource?.outputs).toMatchObject({ status: "issued", publicKeySha256: fingerprint("p256-other") });
});

test.each(KINDS)("%s at a renewal with the same key: one reissue in the end", async (kind) => {
  const scene = await stage({ slowIssuanceSeconds: [2, 2] });
  const { orderId } = await scene.order();
  await reconciled(scene, { orderId, csr, triggers: [1] });
  await scene.fault({ ...PLACES["at the request"], kind, times: 1 });

  const ups = await reconciled(scene, { orderId, csr, triggers: [2] });

  expect(ups).toBeLessThanOrEqual(2);
  expect((await scene.world(orderId)).certificates).toHaveLength(2);
  expect((await scene.stack.up({ orderId, csr, triggers: [2] })).did).toEqual(["same"]);
});

test.each(["provider", "cli"] as const)(
  "the %s is killed right after the request: the next run finds what came of it",
  async (who) => {
    const scene = await stage({ slowIssuanceSeconds: [2, 2] });
    const { orderId } = await scene.order();
    expect((await scene.stack.up({ orderId, csr: otherCsr }, { kill: { who, afterWrite: 1 } })).killed).toBe(true);

    await reconciled(scene, { orderId, csr: otherCsr });

    expect(await scene.writes()).toEqual([reissueOf(orderId)]);
  },
);
