import { isOver, median, shown } from "./figure";
import { scale } from "./scale";

// It is the clock of the story that counts, and not that of the machine.
jest.setTimeout(600_000);

test("a figure is over its bar where it is above it, or is no number", () => {
  const figure = { id: "P8", what: "plan", unit: "ms" } as const;

  expect(isOver({ ...figure, value: 0.05, bar: 0.05 })).toBe(false);
  expect(isOver({ ...figure, value: 0.06, bar: 0.05 })).toBe(true);
  expect(isOver({ ...figure, value: Number.NaN, bar: 0.05 })).toBe(true);
  expect(isOver({ ...figure, value: 1 })).toBe(false);
  expect(shown({ ...figure, size: 10, value: 0.05, bar: 0.05 })).toMatch(/^P8 .*10 .*0\.0500 ms {2}bar 0\.05 .*plan$/);
});

test("one slow round moves no median", () => {
  expect(median([1, 90, 2])).toBe(2);
});

test("what is counted on the discrete clock keeps its bars at a small size, too", async () => {
  const figures = await scale([10], () => {});

  expect(new Set(figures.map(({ id }) => id))).toEqual(new Set(["P2", "P3", "P4", "P5", "P5t", "P7"]));
  expect(figures.filter(isOver)).toEqual([]);
});
