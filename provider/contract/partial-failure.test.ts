import { linesOf, PartialFailure, partialFailureAs } from "./partial-failure";

test.each([
  [new Error("one\n\ntwo"), ["one", "two"]],
  [{ message: "a foreign error", id: "7", secret: "x" }, ["a foreign error"]],
  ["only a text", ["only a text"]],
  [undefined, ["failed without a reason"]],
])("of an error only its message is told: %#", (error, lines) => {
  expect(linesOf(error)).toEqual(lines);
});

const failing = async () => {
  throw new Error("no answer");
};

test("before anything was changed, a failure is thrown as it is", async () => {
  await expect(partialFailureAs("118", () => undefined, failing)).rejects.toThrow(new Error("no answer"));
});

test("after a change, a failure carries the state as it is at that moment", async () => {
  let state: string | undefined;
  const step = partialFailureAs(
    "118",
    () => state,
    async () => {
      state = "asked";
      return failing();
    },
  );

  await expect(step).rejects.toMatchObject({ id: "118", state: "asked", reasons: ["no answer"] });
});

test("what is already unfinished keeps its own state", async () => {
  const own = new PartialFailure("118", "newer", ["why"]);

  await expect(
    partialFailureAs(
      "118",
      () => "older",
      () => Promise.reject(own),
    ),
  ).rejects.toBe(own);
});

test("our errors are known by a mark, whichever copy of the package made them", () => {
  expect(PartialFailure.is(Object.assign(new Error(), { [Symbol.for("pulumi-digicert.unfinished")]: true }))).toBe(
    true,
  );
  expect(PartialFailure.is(Object.assign(new Error(), { id: "7", state: {}, reasons: [] }))).toBe(false);
});
