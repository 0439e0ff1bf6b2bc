import { Announced } from "./announced";

const [NEW, OLD] = [
  { orderId: 118, dnsNames: ["a"] },
  { orderId: 118, dnsNames: [] },
];

/** What the engine asks, in its order: `diff` with the program's inputs, or with those of state. */
test.each([
  ["without a refresh", ["check", "diff new"], [true]],
  ["a refresh before the program", ["read", "diff old", "check", "diff new"], [false, true]],
  ["a refresh alone", ["read", "diff old"], [false]],
  ["a refresh while the program runs", ["check", "read", "diff old", "diff new"], [false, true]],
  ["the same, where nothing was to be compared", ["check", "read", "diff new"], [true]],
  ["the same, of inputs that have not changed", ["check", "read", "diff new", "diff new"], [true, false]],
  ["another check, of a replacement", ["check", "diff new", "check", "diff new"], [true, true]],
])("%s: the program's comparison is announced, once", (_, calls, expected) => {
  const announced = new Announced();
  const found = calls.flatMap((call) => {
    if (call === "check") announced.check("web", NEW);
    if (call === "read") announced.read("web");
    return call.startsWith("diff") ? [announced.isProgram("web", call === "diff new" ? NEW : OLD)] : [];
  });

  expect(found).toEqual(expected);
});

test("what is not known yet when it is checked is compared under the same name, with whatever it is by then", () => {
  const announced = new Announced();
  announced.check("web", { orderId: "unknown" });

  expect(announced.isProgram("web", NEW)).toBe(true);
  expect(announced.isProgram("api", NEW)).toBe(false);
});
