/** What is downloaded or built where no Pulumi CLI is installed. A newer one changes go/cli/go.mod too: version.test.ts compares them. */
export const ENGINE_VERSION = "3.259.0";

/** The oldest CLI that `@pulumi/pulumi` as we use it works with. */
export const OLDEST_ENGINE = "3.216.0";

/** The language host's modules have no tags after this one; it works with the CLI above. */
export const LANGUAGE_HOST_VERSION = "3.68.0";

/** The oldest Go that the CLI's modules accept. */
export const OLDEST_GO = "1.25.11";

/** `v3.259.0`, `3.260.0-alpha.1+dirty`, `go version go1.26.8 linux/amd64` → `3.259.0`, `3.260.0`, `1.26.8`. */
export const parseVersion = (text: string): string | undefined => /(?<![\d.])(\d+\.\d+\.\d+)(?!\.?\d)/.exec(text)?.[1];

export function isAtLeast(version: string, oldest: string): boolean {
  const [have, want] = [version.split(".").map(Number), oldest.split(".").map(Number)];
  const at = want.findIndex((part, i) => part !== have[i]);
  return at < 0 || (have[at] ?? 0) > (want[at] ?? 0);
}
