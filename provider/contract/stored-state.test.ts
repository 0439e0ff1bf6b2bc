import { z } from "zod";
import { takenApart } from "./stored-state";

const Shape = z.strictObject({
  size: z.union([z.number(), z.string().transform(Number)]),
  note: z.string().optional(),
});
const inputs = { size: true, note: true };

test("inputs and what came of them are told apart by name, and inputs are read again", () => {
  expect(takenApart({ version: 1, size: "3", status: "done" }, inputs, Shape)).toEqual({
    requestedInputs: { size: 3 },
    outputs: { version: 1, status: "done" },
  });
});

test("inputs that do not fit today's shape are kept as they are", () => {
  expect(takenApart({ size: { odd: true } }, inputs, Shape).requestedInputs).toEqual({ size: { odd: true } });
});

test("state of a newer release is refused, and says what to install", () => {
  expect(() => takenApart({ version: 2 }, inputs, Shape)).toThrow(
    /state version 2, this one knows 1.*\ninstall that release/,
  );
});
