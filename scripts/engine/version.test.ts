import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ENGINE_VERSION, isAtLeast, LANGUAGE_HOST_VERSION, OLDEST_ENGINE, OLDEST_GO, parseVersion } from "./version";

test.each([
  ["v3.259.0\n", "3.259.0"],
  ["3.259.0", "3.259.0"],
  ["v3.260.0-alpha.1+dirty", "3.260.0"],
  ["go version go1.26.8 linux/amd64", "1.26.8"],
  ["warning: a new version is available\nv3.216.1", "3.216.1"],
  ["", undefined],
  ["v3.259", undefined],
  ["command not found", undefined],
])("%j tells the version %s", (text, version) => {
  expect(parseVersion(text)).toBe(version);
});

test.each([
  ["3.216.0", true],
  ["3.216.1", true],
  ["3.259.0", true],
  ["4.0.0", true],
  ["3.215.9", false],
  ["3.99.300", false],
  ["2.300.0", false],
])(`%s serves: %s (${OLDEST_ENGINE} is the oldest)`, (version, serves) => {
  expect(isAtLeast(version, OLDEST_ENGINE)).toBe(serves);
});

test("the Go modules name the versions that are written here", () => {
  const module = (name: string) => readFileSync(join(__dirname, "go", name, "go.mod"), "utf8");
  expect(module("cli")).toContain(`github.com/pulumi/pulumi/pkg/v3 v${ENGINE_VERSION}`);
  expect(module("cli")).toContain(`github.com/pulumi/pulumi/sdk/v3 v${ENGINE_VERSION}`);
  expect(module("cli")).toContain(`\ngo ${OLDEST_GO}\n`);
  expect(module("language-nodejs")).toContain(`github.com/pulumi/pulumi/sdk/v3 v${LANGUAGE_HOST_VERSION}`);
});
