import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

let known: string | undefined;

/** `1.2.3`: of this package. */
export function packageVersion(): string {
  known ??= version(__dirname);
  return known;
}

/** `pulumi-digicert/1.2.3`: a request without a `User-Agent` is not well formed for DigiCert. */
export function userAgent(): string {
  return `pulumi-digicert/${packageVersion()}`;
}

/** Of the package that this file is part of, however deep. */
function version(folder: string): string {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return dirname(folder) === folder ? "0.0.0" : version(dirname(folder));
  const { version: found }: { version?: unknown } = JSON.parse(readFileSync(file, "utf8"));
  return typeof found === "string" ? found : "0.0.0";
}
