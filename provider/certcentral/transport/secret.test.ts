import { inspect } from "node:util";
import { Secret } from "./secret";

test("a secret is revealed on request, and shown in no other way", () => {
  const secret = new Secret("hush");

  expect(secret.reveal()).toBe("hush");
  const shown = [
    `${secret}`,
    String(secret),
    JSON.stringify({ secret }),
    inspect({ secret }, { showHidden: true, depth: 9 }),
    JSON.stringify(Object.entries(secret)),
    JSON.stringify({ ...secret }),
  ];
  expect(shown.join()).toContain("[secret]");
  expect(shown.join()).not.toContain("hush");
});
