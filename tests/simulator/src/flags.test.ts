import { BadFlag, readFlags } from "./flags";

test("flags are read", () => {
  expect(readFlags([])).toEqual({ port: 0, leversPort: 0, calm: false });
  expect(readFlags(["--port", "8080", "--seed", "7", "--calm"])).toEqual({
    port: 8080,
    leversPort: 0,
    seed: 7,
    calm: true,
  });
  expect(readFlags(["--help"])).toBe("help");
});

test.each([[["--port", "none"]], [["--port", "99999"]], [["--sed", "7"]], [["8080"]]])(
  "%j is refused in a sentence",
  (args) => {
    expect(() => readFlags(args)).toThrow(BadFlag);
  },
);
