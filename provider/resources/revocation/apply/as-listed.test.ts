import { observedOrder } from "../../order/observed-order";
import { entry, order } from "../../order/observed-order.fake";
import { UNSEEN } from "../../revoke/target-status";
import { asListed } from "./as-listed";

/** Order 118 lists a certificate with each of these serial numbers. */
const sight = (...serials: readonly string[]) => {
  const others = serials.map((serialNumber, index) =>
    entry({ certificateId: 1002 + index, status: "issued", serialNumber }),
  );
  return { orderId: 118, observed: observedOrder(order(), others), certificate: undefined };
};

test.each([
  ["an id needs no list", { certificateId: 1001 }, UNSEEN, { certificateId: 1001 }],
  [
    "a serial number is taken as the list spells it",
    { serialNumber: "0AB1CD" },
    sight("AB1CD"),
    { serialNumber: "AB1CD" },
  ],
  [
    "one that no list shows, and that means one number, stays",
    { serialNumber: "AB1C" },
    sight(),
    { serialNumber: "AB1C" },
  ],
  [
    "digits alone are read as hexadecimal where the list has that",
    { serialNumber: "16" },
    sight("16"),
    { serialNumber: "16" },
  ],
  ["and as decimal where it has that", { serialNumber: "16" }, sight("10"), { serialNumber: "10" }],
])("%s", (_, target, seen, expected) => {
  expect(asListed(target, seen)).toEqual(expected);
});

test.each([
  [
    "both are listed",
    sight("16", "10"),
    "order 118 lists a certificate with each",
    "nothing was revoked; set certificateId instead",
  ],
  [
    "neither is listed",
    sight(),
    "order 118 lists no certificate with either",
    "nothing was revoked; set certificateId instead",
  ],
  [
    "no order is known",
    UNSEEN,
    "CertCentral's lists show no order with either",
    "nothing was revoked; set certificateId instead, or orderId beside it",
  ],
])("digits alone are refused where %s", (_, seen, why, advice) => {
  expect(() => asListed({ serialNumber: "16" }, seen)).toThrow(
    `serialNumber 16 is digits alone: read as hexadecimal it is 16, read as decimal 10, and ${why}\n${advice}`,
  );
});
