import { userAgent } from "./user-agent";

test("names the package and its version", () => {
  expect(userAgent()).toMatch(/^pulumi-digicert\/\d+\.\d+\.\d+/);
});
