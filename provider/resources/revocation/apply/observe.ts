import { CertCentralError, listOrders } from "../../../certcentral";
import { sameSerial, serialReadings } from "../../../pki/serial";
import type { Ctx } from "../../order/context";
import { observeOrder } from "../../order/observe";
import { allOf, type ObservedCertificate } from "../../order/observed-order";
import type { Target } from "../../revoke/target";
import { type ObservedTarget, UNSEEN } from "../../revoke/target-status";
import type { RevocationInputs } from "../inputs";

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
    return serialReadings(target.serialNumber).some((read) => sameSerial(read, c.serialNumber ?? ""));
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
    const found = new Set<number>();
    for (const filters of filtersFor(target)) {
      const { orders } = await api.send(listOrders, { filters, limit: 2 }, run);
      for (const { orderId } of orders) found.add(orderId);
    }
    const [only, another] = found;
    return another === undefined ? only : undefined;
  } catch (error) {
    if (CertCentralError.is(error) && error.saysNo && error.status !== 401 && error.status !== 403) return undefined;
    throw error;
  }
};

/** A serial number is looked for by each of its readings, and without the zero at its front, for how the list compares is not documented. */
const filtersFor = (target: Exclude<Target, { wholeOrder: number }>) =>
  "certificateId" in target
    ? [target]
    : serialReadings(target.serialNumber).flatMap((serialNumber) => [
        { serialNumber },
        ...(serialNumber.startsWith("0") ? [{ serialNumber: serialNumber.slice(1) }] : []),
      ]);
