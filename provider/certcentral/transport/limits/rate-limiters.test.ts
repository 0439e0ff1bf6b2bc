import { inspect } from "node:util";
import { Secret } from "../secret";
import { RateLimiters } from "./rate-limiters";

test("one gate for each key at each API", () => {
  const gates = new RateLimiters();
  const gate = gates.for("https://a.example", new Secret("one"));

  expect(gates.for("https://a.example", new Secret("one"))).toBe(gate);
  expect(gates.for("https://a.example", new Secret("two"))).not.toBe(gate);
  expect(gates.for("https://b.example", new Secret("one"))).not.toBe(gate);
  expect(inspect(gates, { showHidden: true, depth: 9 })).not.toContain("one");
});
