import { keyText } from "../../../provider/pki/keys.fake";
import type { Declared } from "../../in-process-engine/engine";
import { programs, well } from "../program";

/*
 * A step that is killed once its reissue was accepted leaves no word of it in state. The delete of its resource is the last
 * that can tell: what it takes back is cancelled, and what lives on is named.
 */

const killed = { kill: { who: "cli", afterWrite: 1 } } as const;

/** `web` had a certificate issued, and the step that was to replace it was killed. */
const killedUpdate = async ({ approval = false, more = {} }: { approval?: boolean; more?: object } = {}) => {
  const world = await programs();
  const { orderId } = await world.makeOrder({ commonName: "www.example.com" });
  const { orderId: next } = await world.makeOrder({ commonName: "www.example.com", csr: keyText("p384") });
  const named = (name: string, key: string, inputs: object = {}): Declared => ({
    kind: "Certificate",
    name,
    inputs: { orderId, csr: keyText(key), ...more, ...inputs },
  });
  await well(world.engine.up([named("web", "p256")]));
  await world.setAwkward({ approvalGate: approval });
  await world.engine.up([named("web", "p256-other")], killed);
  const asked = (await world.order(orderId)).certificates.at(-1);
  if (asked === undefined) throw new Error("the killed step asked for nothing");
  await world.clearHistory();
  return { ...world, orderId, next, named, id: asked.id, requestId: asked.requestId };
};
const made = ({ orderId, requestId }: { orderId: number; requestId: number | null }): string =>
  `warn: request ${requestId} to reissue order ${orderId}, which a step of this resource had made before it was killed,`;

test.each([
  ["with the key from before", "p256"],
  ["with a third key", "p384"],
])("renamed without an alias, %s: what was issued is named, with how to be rid of it", async (_, key) => {
  const world = await killedUpdate();

  const { lines } = await well(world.engine.up([world.named("site", key)]));

  expect(lines.join("\n")).toMatch(
    new RegExp(
      `${made(world)} led to certificate ${world.id}, .*: this resource leaves that alone; a Revocation with certificateId: ${world.id} revokes it`,
    ),
  );
});

test("renamed without an alias, and the other name keeps what was issued as found: that is said", async () => {
  const world = await killedUpdate();

  const { lines } = await well(world.engine.up([world.named("site", "p256-other")]));

  expect(world.outputs("site")).toMatchObject({ certificateId: world.id, origin: "adopted" });
  expect(lines.join("\n")).toMatch(
    new RegExp(`${made(world)} led to certificate ${world.id}, .*: another resource of this program has found that`),
  );
});

test("renamed without an alias while an administrator has not decided: the request is named, and nothing is sent", async () => {
  const world = await killedUpdate({ approval: true });

  const { lines } = await well(world.engine.up([world.named("site", "p256", { waitForIssuance: false })]));

  expect(lines.join("\n")).toContain(`${made(world)} is left as it is: have it rejected in CertCentral`);
  expect(await world.writes()).toEqual([]);
});

test("the order was changed: what waits for an administrator is cancelled", async () => {
  const world = await killedUpdate({ approval: true });

  await well(world.engine.up([world.named("web", "p384", { orderId: world.next })]));

  expect(await world.writes()).toEqual([`PUT /request/${world.requestId}/status`]);
});

test("the order was changed: what was issued is named", async () => {
  const world = await killedUpdate();

  const { lines } = await well(world.engine.up([world.named("web", "p384", { orderId: world.next })]));

  expect(lines.join("\n")).toMatch(
    new RegExp(`${made(world)} led to certificate ${world.id}, .*: this resource leaves that alone`),
  );
  expect(await world.writes()).toEqual([]);
});

test("the resource goes, and nobody takes its place: what was issued is named, for its key and names are told nowhere", async () => {
  const world = await killedUpdate();

  const { lines } = await well(world.engine.destroy());

  expect(lines.join("\n")).toMatch(
    new RegExp(`${made(world)} led to certificate ${world.id}, .*: this resource leaves that alone`),
  );
  expect((await world.order(world.orderId)).certificates.at(-1)?.status).toBe("issued");
});

test("the resource takes its whole order with it: nothing is said to live on", async () => {
  const world = await killedUpdate({ more: { onDelete: "revokeOrder", revocation: { skipApproval: true } } });

  const { lines } = await well(world.engine.destroy());

  expect(lines.join("\n")).not.toMatch(/left alone|leaves/);
  expect((await world.order(world.orderId)).certificates.at(-1)?.status).toBe("revoked");
});

test("the lists show nobody's certificate of that time: the request is named all the same", async () => {
  const world = await killedUpdate();
  await world.setAwkward({ missingInLists: ["date_created", "date_issued", "valid_till"] });

  const { lines } = await well(world.engine.destroy());

  expect(lines.join("\n")).toContain(`${made(world)} was approved, and nothing shows what came of it`);
});

test.each([
  ["the order is not visible", (orderId: number) => `/order/certificate/${orderId}`, "status:404"],
  ["its requests may not be read", () => "/request/", "status:403"],
])("a look that is refused keeps no delete from ending: %s", async (_, path, kind) => {
  const world = await killedUpdate();
  const program = [world.named("web", "p384", { orderId: world.next })];
  await world.fault({ method: "GET", path: path(world.orderId), kind, times: 99 });

  await well(world.engine.up(program));

  expect(world.engine.all).toHaveLength(1);
});

test("a look that fails for now is made again by the next up", async () => {
  const world = await killedUpdate();
  const program = [world.named("web", "p384", { orderId: world.next })];
  await world.fault({ method: "GET", path: `/order/certificate/${world.orderId}`, kind: "status:500", times: 99 });
  expect((await world.engine.up(program)).ok).toBe(false);
  await world.clearFaults();

  const { lines } = await well(world.engine.up(program));

  expect(lines.join("\n")).toContain(made(world));
  expect(world.engine.all).toHaveLength(1);
});
