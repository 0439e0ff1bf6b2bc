import { CertCentralError, listOrders } from "../../certcentral";
import type { Ctx } from "../order/context";
import { observeOrder } from "../order/observe";
import { allOf, type ObservedCertificate } from "../order/observed-order";
import { serialDigits, type Target } from "../revoke/target";
import { type ObservedTarget, UNSEEN } from "../revoke/target-status";
import type { RevocationInputs } from "./inputs";

/** The order of a target: from the inputs, from an earlier look, or from CertCentral's list of orders. */
export const orderOf = async (
  target: Target,
  inputs: Pick<RevocationInputs, "orderId">,
  foundBefore: number | undefined,
  ctx: Ctx,
): Promise<number | undefined> =>
  "wholeOrder" in target ? target.wholeOrder : (inputs.orderId ?? foundBefore ?? (await findOrder(target, ctx)));

/** Looks at the target, wherever its order is known from. */
export const lookAt = async (
  target: Target,
  inputs: Pick<RevocationInputs, "orderId">,
  foundBefore: number | undefined,
  ctx: Ctx,
): Promise<ObservedTarget> => lookOn(await orderOf(target, inputs, foundBefore, ctx), target, ctx);

/** Looks at the target on its order. */
export const lookOn = async (orderId: number | undefined, target: Target, ctx: Ctx): Promise<ObservedTarget> => {
  if (orderId === undefined) return UNSEEN;
  const observed = await observeOrder(orderId, ctx, { duplicates: !("wholeOrder" in target) });
  return { orderId, observed, certificate: allOf(observed).find((c) => isTarget(c, target)) };
};

const isTarget = (c: ObservedCertificate, target: Target): boolean => {
  if ("certificateId" in target) return c.certificateId === target.certificateId;
  if ("serialNumber" in target)
    return c.serialNumber !== undefined && serialDigits(c.serialNumber) === serialDigits(target.serialNumber);
  return false;
};

/**
 * The order of a certificate, by the list's filters; `undefined` when it shows none or several, or may not be read. A hint
 * only: what it finds is believed as far as the order itself shows the certificate.
 */
const findOrder = async (
  target: Exclude<Target, { wholeOrder: number }>,
  { api, run }: Ctx,
): Promise<number | undefined> => {
  try {
    const { orders } = await api.send(listOrders, { filters: target, limit: 2 }, run);
    return orders.length === 1 ? orders[0]?.orderId : undefined;
  } catch (error) {
    if (CertCentralError.is(error) && error.code === "refused" && error.status !== 401 && error.status !== 403)
      return undefined;
    throw error;
  }
};
