import { invalid } from "../../api/answer";
import { type Body, has, objectOf, textOf } from "../../api/read";
import type { Order } from "../../world/facts";
import { isCodeSigning } from "../../world/products";
import type { World } from "../../world/world";

/** Sent: that one. Omitted: the order's; and when that one is not enabled in the account, the account's default. */
export const effectiveMethod = (
  world: World,
  order: Pick<Order, "provisioningMethod">,
  body: Body,
): string | undefined => {
  const enabled = world.awkward.csProvisioningMethods;
  const sent = textOf(body["cs_provisioning_method"]);
  if (sent !== undefined) return sent;
  const stored = order.provisioningMethod;
  return stored !== undefined && enabled.includes(stored) ? stored : enabled[0];
};

/** Settles how a code signing certificate gets to its owner, and overwrites what the order remembered. */
export const provision = (world: World, order: Order, body: Body): void => {
  if (!isCodeSigning(order.product)) return;
  const method = effectiveMethod(world, order, body);
  if (method === undefined || !world.awkward.csProvisioningMethods.includes(method))
    throw invalid("invalid_param:cs_provisioning_method", "The provisioning method is not enabled for this account.");
  order.provisioningMethod = method;
  if (method === "client_app") order.hardwareInitCode = `INIT${world.nextId("other").toString(36).toUpperCase()}`;
  else delete order.hardwareInitCode;
  if (method === "ship_token" && has(body["ship_info"])) order.shipInfo = objectOf(body["ship_info"]);
};
