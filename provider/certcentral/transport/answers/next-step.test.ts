import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fakeRun } from "../../../contract/run.fake";
import * as client from "../../index";
import { API_KEY, loopback } from "../connection/loopback.fake";
import type { Endpoint } from "../endpoint";
import { CertCentralError } from "./errors";

/* Law: whatever status and body come back, for every call, the error ends with what to do, quotes nothing of the body but DigiCert's errors, and of those few. */
const FOLDER = join(__dirname, "../../../../tests/vectors/wire");
const argsOf = new Map<string, unknown>(
  readdirSync(FOLDER)
    .map((file): { endpoint: string; args: unknown } => JSON.parse(readFileSync(join(FOLDER, file), "utf8")))
    .map(({ endpoint, args }) => [endpoint, args]),
);
const endpoints = Object.entries(client).filter(
  (entry): entry is [string, Endpoint<unknown, unknown>] => typeof entry[1] === "object" && "repeatable" in entry[1],
);

const STATUSES = [201, 204, 206, 300, 302, 304, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 412, 413, 414];
const MORE = [415, 418, 421, 422, 423, 424, 425, 426, 428, 429, 431, 451, 499, 500, 501, 502, 503, 504, 505, 507, 511];
const MOST = [520, 522, 530, 599];
const BODY = "b0dy-0f-the-answer";
const THOUSANDS = JSON.stringify({ errors: Array.from({ length: 2_000 }, (_, i) => ({ code: `invalid|${i}` })) });
const BODIES = ["", BODY, `<html>${BODY}</html>`, `{"x":"${BODY}"}`, `{"errors":[]}`, THOUSANDS];

let server: Awaited<ReturnType<typeof loopback>>;
beforeAll(async () => {
  server = await loopback();
});
afterAll(async () => server.close());

test.each(endpoints)("%s", async (name, endpoint) => {
  expect(argsOf.has(name)).toBe(true);
  const bad: string[] = [];
  let errors = 0;
  for (const [index, status] of [...STATUSES, ...MORE, ...MOST].entries()) {
    const text = BODIES[index % BODIES.length] ?? "";
    server.answerWith({ status, text });
    const run = fakeRun();
    const error: unknown = await server
      .api()
      .send(endpoint, argsOf.get(name), run)
      .then(
        () => undefined,
        (reason: unknown) => reason,
      );
    if (error === undefined) continue;
    errors += 1;
    if (!CertCentralError.is(error)) bad.push(`${status}: ${String(error)}`);
    else if (!/^hint: \S/.test(error.message.split("\n").at(-1) ?? "")) bad.push(`${status}: ${error.message}`);
    else if (error.message.includes(BODY) || error.message.includes(API_KEY)) bad.push(`${status}: quotes`);
    else if (error.message.split("\n").length > 20) bad.push(`${status}: floods`);
  }
  expect(bad).toEqual([]);
  expect(errors).toBeGreaterThan(40);
});
