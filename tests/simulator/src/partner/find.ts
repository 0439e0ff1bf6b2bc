import { denied, notFound } from "../api/answer";
import type { Call } from "../api/call";
import { type Contract, renewed } from "../world/contract";

/** Contract operations take a subaccount's key, never a parent's. */
export const requireSubaccount = ({ key }: Call): void => {
  if (key.role !== "subaccount") throw denied("missing_permission");
};

export const findContract = (call: Call): Contract => {
  requireSubaccount(call);
  const contract = call.world.contracts.get(Number(call.params["contract"]));
  if (contract?.accountId !== call.key.accountId) throw notFound("contract");
  return renewed(contract, call.world.now);
};
