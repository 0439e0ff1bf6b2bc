import { type Given, isUnknown, known } from "../../contract/unknown";
import { serialReadings } from "../../pki/serial";
import { type Target, targetName } from "../revoke/target";
import type { RevocationInputs } from "./inputs";

/** The one target that inputs name; `undefined` while it is not known. Pure. */
export const targetOf = (given: Given<RevocationInputs>): Target | undefined => {
  const { certificateId, serialNumber, wholeOrder, orderId } = given;
  if (isUnknown(certificateId) || isUnknown(serialNumber) || isUnknown(wholeOrder)) return undefined;
  if (certificateId !== undefined) return { certificateId };
  if (serialNumber !== undefined) return { serialNumber };
  const order = known(orderId);
  return wholeOrder === true && order !== undefined ? { wholeOrder: order } : undefined;
};

/** What it may be, in the words of other resources: digits alone are two numbers. */
export const thingsOf = (target: Target): string[] =>
  "serialNumber" in target
    ? serialReadings(target.serialNumber).map((serialNumber) => targetName({ serialNumber }))
    : [targetName(target)];

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
export const idOf = (target: Target): string => targetName(target).replace(" ", "-");
