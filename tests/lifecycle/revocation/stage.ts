import { PartialFailure } from "../../../provider/contract/partial-failure";
import { revocation } from "../../../provider/resources";
import type { RevocationInputs } from "../../../provider/resources/revocation/inputs";
import type { RevocationState } from "../../../provider/resources/revocation/state";
import { type Central, central } from "../central";

/*
 * A simulated account with one issued order, and what a program's `Revocation` does there: set up anew before each test.
 */

export let cc: Central;
export let orderId: number;
export let certificateId: number;

export const setUp = async (awkward: Parameters<typeof central>[0] = {}): Promise<void> => {
  cc = await central(awkward);
  ({ orderId, certificateId } = await cc.makeOrder({ commonName: "www.example.com", dnsNames: ["a.example.com"] }));
};

export const create = async (inputs: RevocationInputs, ctx = cc.ctx()): Promise<RevocationState> =>
  (await revocation.create(inputs, ctx)).state;

/** What the next `up` does with what the last one left. */
export const again = (prior: RevocationState, inputs = prior.requestedInputs): Promise<RevocationState> => {
  const stored = revocation.restore(JSON.parse(JSON.stringify(revocation.store(prior))));
  return revocation.update(stored, inputs, revocation.plan(stored, inputs, cc.run.now()), cc.ctx());
};

export const unfinished = async (step: Promise<unknown>): Promise<PartialFailure<RevocationState>> => {
  const error = await step.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!PartialFailure.is(error)) throw new Error(`expected an unfinished step, not ${String(error)}`);
  return error as PartialFailure<RevocationState>;
};

export const statusOf = async (id = certificateId): Promise<string | undefined> =>
  (await cc.order(orderId)).certificates.find((c) => c.id === id)?.status;
export const requests = async () => (await cc.order(orderId)).requests.filter(({ type }) => type === "revoke");

/** From a lost write on, nothing can be read either. */
export const blindAfterPut = (): ReturnType<typeof cc.ctx> => {
  const ctx = cc.ctx();
  const send: typeof ctx.api.send = async (endpoint, args, run) => {
    try {
      return await ctx.api.send(endpoint, args, run);
    } catch (error) {
      if (endpoint.method === "PUT") await cc.fault({ method: "GET", kind: "status:502", times: 1_000 });
      throw error;
    }
  };
  return { ...ctx, api: { send } };
};
