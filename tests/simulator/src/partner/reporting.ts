import { type Answer, denied, ok } from "../api/answer";
import type { Call } from "../api/call";
import { renewed } from "../world/contract";
import { zuluOf } from "../world/dates";

/** GET /account/reporting: a parent's view; subaccounts without contracts are left out. */
export const reporting = (call: Call): Answer => {
  const { world, key } = call;
  if (key.role !== "parent") throw denied("missing_permission");
  const contracts = [...world.contracts.values()].map((c) => renewed(c, world.now));
  const accounts = [...new Set(contracts.map((c) => c.accountId))];
  return ok({
    accounts: accounts.map((id) => ({
      account_id: id,
      acme: contracts
        .filter((c) => c.accountId === id)
        .map((c) => ({
          acme_contract_id: c.id,
          product_name_id: c.productNameId,
          sans: c.sans,
          valid_till: zuluOf(c.validTill),
          created_at: zuluOf(c.createdAt),
          date_canceled: c.canceledAt ? zuluOf(c.canceledAt) : null,
        })),
    })),
  });
};
