import { UNKNOWN } from "../../contract/unknown";
import { idOf, nameOf, targetOf, thingsOf } from "./target";

test.each<[string, Parameters<typeof targetOf>[0], object | undefined]>([
  ["a certificate", { certificateId: 1001, orderId: 118 }, { certificateId: 1001 }],
  ["a serial number", { serialNumber: "0AB1" }, { serialNumber: "0AB1" }],
  ["a whole order", { orderId: 118, wholeOrder: true }, { wholeOrder: 118 }],
  ["an order, but not all of it", { orderId: 118, wholeOrder: false }, undefined],
  ["a whole order that is not known yet", { orderId: UNKNOWN, wholeOrder: true }, undefined],
  ["a certificate that is not known yet", { certificateId: UNKNOWN, orderId: 118, wholeOrder: true }, undefined],
  ["nothing", {}, undefined],
])("inputs that name %s", (_, given, target) => {
  expect(targetOf(given)).toEqual(target);
});

test.each([
  [{ certificateId: 1001 }, 118, ["certificate 1001"], "certificate 1001 (order 118)", "certificate-1001"],
  [{ wholeOrder: 118 }, 118, ["order 118"], "order 118 with all its certificates", "order-118"],
  [{ serialNumber: "0AB1" }, undefined, ["serial AB1"], "the certificate with serial 0AB1", "serial-AB1"],
  [{ serialNumber: "16" }, undefined, ["serial 16", "serial 10"], "the certificate with serial 16", "serial-16"],
])("%j in the words of other resources, in a sentence, and as an id", (target, order, things, name, id) => {
  expect([thingsOf(target), nameOf(target, order), idOf(target)]).toEqual([things, name, id]);
});
