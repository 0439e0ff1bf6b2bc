import { type Given, isUnknown, known } from "../../contract/unknown";
import type { RevocationInputs } from "./inputs";

/** What is to be revoked. */
export type Target =
  | { readonly certificateId: number }
  | { readonly serialNumber: string }
  | { readonly wholeOrder: number };

/** The one target that inputs name; `undefined` while it is not known. Pure. */
export const targetOf = (given: Given<RevocationInputs>): Target | undefined => {
  const { certificateId, serialNumber, wholeOrder, orderId } = given;
  if (isUnknown(certificateId) || isUnknown(serialNumber) || isUnknown(wholeOrder)) return undefined;
  if (certificateId !== undefined) return { certificateId };
  if (serialNumber !== undefined) return { serialNumber };
  const order = known(orderId);
  return wholeOrder === true && order !== undefined ? { wholeOrder: order } : undefined;
};

/** Leading zeros are a spelling of the same number. */
export const serialDigits = (serial: string): string => serial.toUpperCase().replace(/^0+/, "");

/** `certificate 1001`, `serial 3F09`, `order 118`: the same words for the same thing in every resource. */
export const thing = (target: Target): string => {
  if ("certificateId" in target) return `certificate ${target.certificateId}`;
  if ("serialNumber" in target) return `serial ${serialDigits(target.serialNumber)}`;
  return `order ${target.wholeOrder}`;
};

/** For sentences. */
export const nameOf = (target: Target, orderId?: number): string => {
  if ("wholeOrder" in target) return `order ${target.wholeOrder} with all its certificates`;
  const certificate =
    "certificateId" in target
      ? `certificate ${target.certificateId}`
      : `the certificate with serial ${target.serialNumber}`;
  return orderId === undefined ? certificate : `${certificate} (order ${orderId})`;
};

/** The resource's id. */
export const idOf = (target: Target): string => thing(target).replace(" ", "-");
