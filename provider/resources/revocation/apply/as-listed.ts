import { Refusal } from "../../../contract/refusal";
import { sameSerial, serialReadings } from "../../../pki/serial";
import { allOf } from "../../order/observed-order";
import type { Target } from "../../revoke/target";
import type { ObservedTarget } from "../../revoke/target-status";

/** The target as CertCentral lists it, or why it cannot be told which one is meant. */
export const asListed = (target: Target, sight: ObservedTarget): Target => {
  if (!("serialNumber" in target)) return target;
  const readings = serialReadings(target.serialNumber);
  const listed =
    sight.observed === undefined ? [] : allOf(sight.observed).flatMap(({ serialNumber }) => serialNumber ?? []);
  const matching = readings.flatMap((read) => listed.find((serial) => sameSerial(serial, read)) ?? []);
  const [found] = matching;
  if (found !== undefined && matching.length === 1) return { serialNumber: found };
  if (readings.length < 2) return target;
  const [hexadecimal, decimal] = readings;
  throw new Refusal([
    `serialNumber ${target.serialNumber} is digits alone: read as hexadecimal it is ${hexadecimal}, read as decimal ${decimal}, and ${
      matching.length > 1
        ? `order ${sight.orderId} lists a certificate with each`
        : sight.orderId === undefined
          ? "CertCentral's lists show no order with either"
          : `order ${sight.orderId} lists no certificate with either`
    }`,
    `nothing was revoked; set certificateId instead${sight.orderId === undefined ? ", or orderId beside it" : ""}`,
  ]);
};
