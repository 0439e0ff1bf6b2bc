import * as z from "zod";
import { type Layout, storedState } from "./stored-state";

const Inputs = z.strictObject({
  size: z.union([z.number(), z.string().transform(Number)]),
  note: z.string().optional(),
});
type Inputs = z.output<typeof Inputs>;

interface Waiting {
  readonly since: string;
  readonly before?: string;
}

interface State {
  readonly requestedInputs: Inputs;
  readonly status: string;
  readonly madeAt?: string;
  readonly seen: readonly number[];
  readonly waiting?: Waiting;
}

const layout = {
  status: "output",
  madeAt: "output",
  seen: "internal",
  waiting: { since: "output", before: "internal" },
} as const satisfies Layout<State>;

const { store, restore } = storedState<Inputs, State>({
  inputs: { size: true, note: true },
  schema: Inputs,
  layout,
  empty: { status: "none", seen: [] },
});

const requestedInputs = { size: 3 };

test("inputs are stored under their own names, outputs beside them, and what is ours alone in one output", () => {
  const waiting = { since: "today", before: "none" };

  expect(store({ requestedInputs, status: "done", seen: [1], waiting })).toEqual({
    size: 3,
    status: "done",
    madeAt: null,
    waiting: { since: "today" },
    internal: { version: 1, seen: [1], waiting: { before: "none" } },
  });
});

test("an output is never absent: there is null where there is no value", () => {
  expect(store({ requestedInputs, status: "none", seen: [] })).toMatchObject({ madeAt: null, waiting: null });
});

test.each<State>([
  { requestedInputs, status: "done", madeAt: "today", seen: [1, 2], waiting: { since: "today", before: "none" } },
  { requestedInputs: { size: 3, note: "n" }, status: "none", seen: [], waiting: { since: "today" } },
  { requestedInputs, status: "none", seen: [] },
])("what was stored comes back: %j", (state) => {
  expect(restore(store(state))).toEqual(state);
});

test("inputs are read again as they were given, and kept as they are when they do not fit today's shape", () => {
  expect(restore({ size: "3" }).requestedInputs).toEqual({ size: 3 });
  expect(restore({ size: { odd: true } }).requestedInputs).toEqual({ size: { odd: true } });
});

test("a bag that lacks what an engine drops is still a state, and what is none of it is left out", () => {
  expect(restore({ size: 3, internal: 7, waiting: "x", other: 1 })).toEqual({
    requestedInputs,
    status: "none",
    seen: [],
  });
});

test("state of a newer release is refused, and says what to install", () => {
  expect(() => restore({ size: 3, internal: { version: 2 } })).toThrow(
    /state version 2, this one knows 1.*\ninstall that release/,
  );
});
