import { wavesOf } from "../../examples/mass-rotation/waves";

test("the first wave is as small as it is told to be, the rest come in waves of one size, and nothing is left out", () => {
  const orders = Array.from({ length: 200 }, (_, n) => n);

  const waves = wavesOf(orders, 5, 50);

  expect(waves.map(({ length }) => length)).toEqual([5, 50, 50, 50, 45]);
  expect(waves.flat()).toEqual(orders);
  expect(wavesOf([1, 2], 5, 50)).toEqual([[1, 2]]);
  expect(wavesOf([], 5, 50)).toEqual([]);
});

test.each([
  [0, 50],
  [5, 0],
  [5, Number.NaN],
])("waves of %s and %s are refused", (first, size) => {
  expect(() => wavesOf([1], first, size)).toThrow("numbers of certificates, 1 or more");
});
