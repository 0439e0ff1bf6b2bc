import { serialName } from "../../claims/words";

/** What is to be revoked. */
export type Target =
  | { readonly certificateId: number }
  | { readonly serialNumber: string }
  | { readonly wholeOrder: number };

/** `certificate 1001`, `serial 3F09`, `order 118`: the same words for the same thing in every resource. */
export const targetName = (target: Target): string => {
  if ("certificateId" in target) return `certificate ${target.certificateId}`;
  if ("serialNumber" in target) return serialName(target.serialNumber);
  return `order ${target.wholeOrder}`;
};
