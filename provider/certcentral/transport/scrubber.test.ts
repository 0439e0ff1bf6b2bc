import { scrubber } from "./scrubber";
import { Secret } from "./secret";

test("every occurrence of every secret is masked, and an empty one masks nothing", () => {
  const scrub = scrubber([new Secret("k3y"), new Secret("a.b"), new Secret("")]);

  expect(scrub("k3y, k3y and a.b, but not aXb")).toBe("[secret], [secret] and [secret], but not aXb");
});
