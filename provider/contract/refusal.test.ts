import { Refusal } from "./refusal";

test("a refusal says its lines, and is known by a mark, whichever copy of the package made it", () => {
  expect(new Refusal(["not possible", "do this instead"]).message).toBe("not possible\ndo this instead");
  expect(Refusal.is(Object.assign(new Error(), { [Symbol.for("pulumi-digicert.refusal")]: true }))).toBe(true);
  expect([Refusal.is(new Error("no")), Refusal.is(null), Refusal.is("no")]).toEqual([false, false, false]);
});
