import { Windows } from "./windows";

test("the hundred-and-first call within five seconds is refused, and passes when the first has aged", () => {
  const windows = new Windows();
  const at = (ms: number): boolean =>
    windows.admit(
      ms,
      [
        [100, 5],
        [1000, 180],
      ],
      false,
    );
  for (let i = 0; i < 100; i++) expect(at(i)).toBe(true);
  expect(at(4000)).toBe(false);
  expect(at(5000)).toBe(true);
});

test("the long window holds when the short one has room", () => {
  const windows = new Windows();
  const passed = Array.from({ length: 1100 }, (_, i) =>
    windows.admit(
      i * 100,
      [
        [100, 5],
        [1000, 180],
      ],
      false,
    ),
  ).filter(Boolean);
  expect(passed.length).toBe(1000);
});

test("refused calls count only when the switch says so", () => {
  const patient = new Windows();
  const harsh = new Windows();
  for (let i = 0; i < 20; i++) patient.admit(i * 100, [[5, 1]], false);
  for (let i = 0; i < 20; i++) harsh.admit(i * 100, [[5, 1]], true);
  expect(patient.admit(2000, [[5, 1]], false)).toBe(true);
  expect(harsh.admit(2000, [[5, 1]], true)).toBe(false);
});
