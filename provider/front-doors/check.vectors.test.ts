import * as z from "zod";
import { vectors } from "../contract/vectors.fake";
import { privateKey, resolvedAll } from "../pki/keys.fake";
import { doorFor } from "./door.fake";
import { UNKNOWN_TEXT } from "./marshal";

/* Every case of tests/vectors/check: what a user gives, and every sentence the engine then prints. */
const Case = z.strictObject({
  about: z.string(),
  config: z.record(z.string(), z.string()).optional(),
  env: z.record(z.string(), z.string()).optional(),
  now: z.string().optional(),
  /** The inputs of the last run. */
  prior: z.record(z.string(), z.unknown()).optional(),
  /** `@name` is a text of tests/vectors/keys, `(unknown)` a value that is not known yet. */
  given: z.record(z.string(), z.unknown()),
  failures: z.array(z.string()),
});
const cases = vectors("check", Case);

const withUnknowns = <Value>(value: Value): Value =>
  JSON.parse(JSON.stringify(value).replaceAll('"(unknown)"', JSON.stringify(UNKNOWN_TEXT)));

test.each(cases)("$file: $about", async ({ config, env, now, prior, given, failures }) => {
  const door = await doorFor({ ...(config && { config }), ...(env && { env }), ...(now && { now }) });
  const news = withUnknowns(resolvedAll(given));

  const checked = await door.check(prior ?? {}, news);

  expect(checked.failures.map(({ reason }) => reason)).toEqual(failures);
  // The engine prints the value of the property that it is told.
  expect(checked.failures.filter(({ property }) => property !== "")).toEqual([]);
  expect(checked.inputs).toEqual(news);
});

/** Any eight characters of it in a row would be too many. */
test("no failure shows anything of a private key", async () => {
  const secret = privateKey().replace(/-----[^-]+-----|\s/g, "");
  const pieces = Array.from({ length: secret.length - 8 }, (_, i) => secret.slice(i, i + 8));
  const door = await doorFor();

  for (const { given } of cases.filter(({ file }) => file.startsWith("csr-private-key"))) {
    const { failures } = await door.check({}, resolvedAll(given));
    expect(failures).toHaveLength(1);
    const said = JSON.stringify(failures);
    expect(pieces.filter((piece) => said.includes(piece))).toEqual([]);
  }
});
