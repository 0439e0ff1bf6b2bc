import { scrubber } from "./scrubber";
import { Secret } from "./secret";

test("a secret is masked as a path or query spells it, too", () => {
  expect(scrubber([new Secret("k3y/+a==")])("/order/alternate/k3y%2F%2Ba%3D%3D")).toBe("/order/alternate/[secret]");
});

test("what no header can carry is masked as it is", () => {
  expect(scrubber([new Secret("k3y\ud800")])("a k3y\ud800!")).toBe("a [secret]!");
});

test("every occurrence of every secret is masked, and an empty one masks nothing", () => {
  const scrub = scrubber([new Secret("k3y"), new Secret("a.b"), new Secret("")]);

  expect(scrub("k3y, k3y and a.b, but not aXb")).toBe("[secret], [secret] and [secret], but not aXb");
});
