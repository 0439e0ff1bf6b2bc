import { shell } from "./shell";

test("what is recorded in users' state never changes, character by character", () => {
  expect(shell("Certificate")).toBe('exports.handler=()=>require("pulumi-digicert/dynamic").provider("Certificate")');
});
