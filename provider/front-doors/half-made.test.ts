import { PartialFailure } from "../contract/partial-failure";
import { HalfMades } from "./half-made";

const half = { instance: "i1", failure: new PartialFailure("118", {}, ["waits"]) };
const left = (urn = "urn:web") => {
  const halfMades = new HalfMades();
  halfMades.left(urn, { orderId: 118 }, half);
  return halfMades;
};

test("a create that is asked for the same goes on, once", () => {
  const halfMades = left();

  expect(halfMades.take("urn:web", { orderId: 118 })).toMatchObject(half);
  expect(halfMades.take("urn:web", { orderId: 118 })).toBeUndefined();
});

test.each([
  ["another resource", "urn:api", { orderId: 118 }],
  ["other inputs", "urn:web", { orderId: 119 }],
])("%s does not go on with it", (_, urn, asked) => {
  expect(left().take(urn, asked)).toBeUndefined();
});

test("a resource that nobody named is not remembered", () => {
  expect(left("").take("", { orderId: 118 })).toBeUndefined();
});
