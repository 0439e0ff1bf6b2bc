import { csr, names, otherCsr, reissueOf, stage, well } from "./stage";

/*
 * What is in production is taken over: told what it is, and touched only where the program changes.
 */

const DAY = 86_400;
const takeover = { csr, ...names, onCreate: "adoptOnly", onDrift: "report", onDelete: "retain" };

const takenOver = async () => {
  const scene = await stage();
  const { orderId, certificateId } = await scene.order({ validityDays: 50 });
  await well(scene.stack.up({ orderId, ...takeover }));
  return { ...scene, orderId, certificateId, program: { orderId, ...takeover } };
};

const toldOf = ({ lines }: { lines: readonly string[] }) => lines.filter((line) => line.startsWith("warn: "));

test("taken over, and forty days on: a refresh and an up tell that the end is near, and send nothing", async () => {
  const { stack, program, certificateId, writes, wait } = await takenOver();
  wait(40 * DAY);

  const ended = await well(stack.up(program, { refresh: true }));

  expect(ended.did).toEqual(["read", "same"]);
  expect(toldOf(ended)).toEqual([
    expect.stringMatching(
      /\d days left, below 16; nothing is sent for it \(onDrift: "report"\) \[code=expires-soon severity=attention until=/,
    ),
  ]);
  expect(stack.resource?.outputs).toMatchObject({ certificateId, origin: "adopted", status: "issued" });
  expect(await writes()).toEqual([]);
});

test.each([
  ["expired", async ({ wait }: Awaited<ReturnType<typeof takenOver>>) => wait(70 * DAY), /expired on/],
  [
    "was revoked by somebody",
    ({ revoke, certificateId }: Awaited<ReturnType<typeof takenOver>>) => revoke(certificateId, "superseded"),
    /revoked outside of Pulumi/,
  ],
  [
    "was reissued by somebody with another key and a name more",
    ({ reissue, orderId }: Awaited<ReturnType<typeof takenOver>>) =>
      reissue(orderId, { csr: otherCsr, ...names, dnsNames: [...names.dnsNames, "shop.example.com"] }),
    /other names .*has shop\.example\.com.*another key/s,
  ],
])("what %s is told at every up, and left alone", async (_, happens, why) => {
  const scene = await takenOver();
  await happens(scene);

  for (const options of [{ refresh: true }, {}]) {
    const ended = await well(scene.stack.up(scene.program, options));
    expect(ended.did.at(-1)).toBe("same");
    expect(toldOf(ended).join("\n")).toMatch(why);
    expect(toldOf(ended).join("\n")).toMatch(/\[code=\S+ severity=(attention|urgent)/);
  }
  expect(await scene.writes()).toEqual([]);

  // The user's own change mends it along.
  const named = {
    ...scene.program,
    csr: otherCsr,
    dnsNames: [...names.dnsNames, "shop.example.com", "new.example.com"],
  };
  await well(scene.stack.up(named));
  expect(await scene.writes()).toEqual([reissueOf(scene.orderId)]);
});

test("what somebody reissued just as wanted is taken over, and nothing is sent", async () => {
  const { stack, program, orderId, reissue, writes } = await takenOver();
  await reissue(orderId, { csr, ...names });

  expect((await well(stack.up(program, { refresh: true }))).did).toEqual(["read", "update"]);
  expect((await well(stack.up(program))).did).toEqual(["same"]);
  expect(await writes()).toEqual([]);
});

test("tightened afterwards, it is mended", async () => {
  const { stack, program, orderId, writes, wait } = await takenOver();
  wait(40 * DAY);
  const { onDrift: _, ...tightened } = program;

  await well(stack.up(tightened));

  expect(await writes()).toEqual([reissueOf(orderId)]);
});
