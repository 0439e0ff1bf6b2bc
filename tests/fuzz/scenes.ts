import type { Ended } from "../in-process-engine/command";
import { Stack } from "../in-process-engine/stack";
import type { Stage } from "../lifecycle/certificate/stage";
import { csr, names, otherCsr } from "../lifecycle/certificate/stage";
import type { AwkwardValues, Simulator } from "../simulator/src";

/** A story whose one step `act` is run twice: once with true answers, once with one of them mutated. */
export interface Scene {
  readonly name: string;
  readonly awkward?: Partial<AwkwardValues>;
  /** Sets the scene, with true answers, and gives the step; `sim` carries the calls. */
  readonly set: (
    stage: Stage,
    sim: Simulator,
  ) => Promise<{ readonly stack: Stack; readonly act: () => Promise<Ended>; readonly next?: () => Promise<Ended> }>;
}

const certificate = (
  name: string,
  set: (stage: Stage, stack: Stack, orderId: number) => Promise<() => Promise<Ended>>,
  more: { awkward?: Partial<AwkwardValues>; once?: boolean } = {},
): Scene => ({
  name,
  ...(more.awkward && { awkward: more.awkward }),
  set: async (stage, sim) => {
    const { orderId } = await stage.order();
    const stack = new Stack(sim, timeOf(stage));
    const act = await set(stage, stack, orderId);
    // A destroy is not followed by an `up`: that would make the resource anew.
    return more.once === true ? { stack, act } : { stack, act, next: act };
  },
});

/** A stage's stack knows its clock. */
const timeOf = (stage: Stage) => stage.time;
const wants = (orderId: number, more: object = {}) => ({ orderId, csr: otherCsr, ...names, ...more });
const done = async (step: Promise<Ended>): Promise<void> => void (await step);

export const SCENES: readonly Scene[] = [
  certificate("adopts what fits", async (_, stack, orderId) => () => stack.up({ orderId, csr, ...names })),
  certificate("has another key issued", async (_, stack, orderId) => () => stack.up(wants(orderId))),
  certificate("adopts only", async (_, stack, orderId) => () => stack.up(wants(orderId, { onCreate: "adoptOnly" }))),
  certificate("adds a name", async (_, stack, orderId) => {
    await done(stack.up({ orderId, csr, ...names }));
    return () => stack.up({ orderId, csr, ...names, dnsNames: [...names.dnsNames, "c.example.com"] });
  }),
  certificate("does nothing, after a refresh", async (_, stack, orderId) => {
    await done(stack.up(wants(orderId)));
    return () => stack.up(wants(orderId), { refresh: true });
  }),
  certificate("asks an administrator", async (_, stack, orderId) => () => stack.up(wants(orderId)), {
    awkward: { approvalGate: true },
  }),
  certificate(
    "goes on waiting",
    async (_, stack, orderId) => {
      await done(stack.up(wants(orderId)));
      return () => stack.up(wants(orderId));
    },
    { awkward: { approvalGate: true } },
  ),
  certificate(
    "finds its request approved",
    async (stage, stack, orderId) => {
      await done(stack.up(wants(orderId)));
      await stage.approve((await stage.request(orderId)).id);
      return () => stack.up(wants(orderId));
    },
    { awkward: { approvalGate: true } },
  ),
  certificate(
    "finds its request rejected",
    async (stage, stack, orderId) => {
      await done(stack.up(wants(orderId)));
      await stage.reject((await stage.request(orderId)).id);
      return () => stack.up(wants(orderId));
    },
    { awkward: { approvalGate: true } },
  ),
  certificate(
    "changes its mind while a request waits",
    async (_, stack, orderId) => {
      await done(stack.up(wants(orderId)));
      return () => stack.up(wants(orderId, { dnsNames: [...names.dnsNames, "c.example.com"] }));
    },
    { awkward: { approvalGate: true } },
  ),
  certificate("meets a colleague's pending reissue", async (stage, stack, orderId) => {
    await stage.reissue(orderId, { csr: otherCsr, ...names, dnsNames: ["z.example.com"], approval: true });
    return () => stack.up(wants(orderId));
  }),
  certificate("repairs what was revoked in the console", async (stage, stack, orderId) => {
    await done(stack.up({ orderId, csr, ...names }));
    const [first] = (await stage.world(orderId)).certificates;
    if (first !== undefined) await stage.revoke(first.id);
    return () => stack.up({ orderId, csr, ...names }, { refresh: true });
  }),
  certificate(
    "destroys what it had issued",
    async (_, stack, orderId) => {
      await done(stack.up(wants(orderId)));
      return () => stack.destroy();
    },
    { once: true },
  ),
  certificate(
    "destroys while a request waits",
    async (_, stack, orderId) => {
      await done(stack.up(wants(orderId)));
      return () => stack.destroy();
    },
    { awkward: { approvalGate: true }, once: true },
  ),
  certificate(
    "destroys what it only adopted",
    async (_, stack, orderId) => {
      await done(stack.up({ orderId, csr, ...names }));
      return () => stack.destroy();
    },
    { once: true },
  ),
  {
    name: "revokes",
    set: async (stage, sim) => {
      const { orderId, certificateId } = await stage.order();
      const stack = new Stack(sim, timeOf(stage), "Revocation");
      const act = () => stack.up({ orderId, certificateId, reason: "keyCompromise", skipApproval: true });
      return { stack, act, next: act };
    },
  },
  {
    name: "asks to revoke",
    awkward: { revokeApprovalGate: true },
    set: async (stage, sim) => {
      const { orderId, certificateId } = await stage.order();
      const stack = new Stack(sim, timeOf(stage), "Revocation");
      const act = () => stack.up({ orderId, certificateId, reason: "superseded" });
      return { stack, act, next: act };
    },
  },
  {
    name: "makes credentials",
    set: async (stage, sim) => {
      const { acmeContractId } = await stage.makeContract();
      const stack = new Stack(sim, timeOf(stage), "AcmeCredentials");
      return { stack, act: () => stack.up({ acmeContractId }) };
    },
  },
  {
    name: "rotates credentials",
    set: async (stage, sim) => {
      const { acmeContractId } = await stage.makeContract();
      const stack = new Stack(sim, timeOf(stage), "AcmeCredentials");
      await done(stack.up({ acmeContractId }));
      return { stack, act: () => stack.up({ acmeContractId, triggers: ["2"] }) };
    },
  },
  {
    name: "takes credentials away",
    set: async (stage, sim) => {
      const { acmeContractId } = await stage.makeContract();
      const stack = new Stack(sim, timeOf(stage), "AcmeCredentials");
      await done(stack.up({ acmeContractId }));
      return { stack, act: () => stack.destroy() };
    },
  },
];
