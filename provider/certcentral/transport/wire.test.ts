import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { fakeRun } from "../../contract/run.fake";
import * as client from "../index";
import { CertCentralError } from "./answers/errors";
import { API_KEY, loopback, PARTNER_KEY } from "./connection/loopback.fake";
import type { Endpoint } from "./endpoint";

/* Every case of tests/vectors/wire: these arguments make this request, and this response makes this answer or error. */
const FOLDER = join(__dirname, "../../../tests/vectors/wire");
const Json = z.unknown();
const Headers = z.record(z.string(), z.string());
const Vector = z.strictObject({
  about: z.string(),
  /** A page of DigiCert's, or what is known of an undocumented case. */
  source: z.string().regex(/^(https:\/\/[a-z]+\.digicert\.com\/|undocumented)/),
  endpoint: z.string(),
  args: Json,
  request: z.strictObject({ method: z.string(), path: z.string(), headers: Headers, body: Json.optional() }),
  response: z.strictObject({
    status: z.number(),
    headers: Headers.optional(),
    body: Json.optional(),
    text: z.string().optional(),
  }),
  answer: Json.optional(),
  error: z
    .strictObject({
      code: z.string(),
      outcome: z.string(),
      status: z.number(),
      digicert: z.array(z.string()).optional(),
      what: z.string().optional(),
    })
    .optional(),
});

const vectors = readdirSync(FOLDER).map((file) => ({
  file,
  ...Vector.parse(JSON.parse(readFileSync(join(FOLDER, file), "utf8"))),
}));
const endpoints = new Map(
  Object.entries(client).filter(
    (entry): entry is [string, Endpoint<unknown, unknown>] => typeof entry[1] === "object" && "repeatable" in entry[1],
  ),
);

let server: Awaited<ReturnType<typeof loopback>>;
beforeAll(async () => {
  server = await loopback();
});
afterAll(async () => server.close());

test.each(vectors)("$file: $about", async ({ endpoint: name, args, request, response, answer, error }) => {
  const endpoint = endpoints.get(name);
  if (endpoint === undefined) throw new Error(`there is no endpoint ${name}`);
  server.asked.length = 0;
  server.answerWith({
    status: response.status,
    ...(response.headers && { headers: response.headers }),
    ...(response.text !== undefined ? { text: response.text } : { body: response.body }),
  });

  const end = await server
    .api()
    .send(endpoint, args, fakeRun())
    .then(
      (given) => ({ answer: plain(given) }),
      (reason: unknown) => ({ error: summary(reason) }),
    );

  const [asked] = server.asked;
  expect({
    method: asked?.method,
    path: asked?.path,
    headers: asked?.headers,
    body: asked?.body === "" ? undefined : JSON.parse(asked?.body ?? ""),
  }).toMatchObject({
    ...request,
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([header, value]) => [
        header.toLowerCase(),
        value.replace("{{api_key}}", API_KEY).replace("{{subaccount_partner_api_key}}", PARTNER_KEY),
      ]),
    ),
    body: request.body,
  });
  if (request.body !== undefined) expect(JSON.parse(asked?.body ?? "")).toStrictEqual(request.body);
  expect(end).toEqual(
    error === undefined ? { answer } : { error: expect.objectContaining({ digicert: [], ...error }) },
  );
});

test("there are vectors, and every endpoint has one for an answer", () => {
  expect(vectors.length).toBeGreaterThan(0);
  expect(endpoints.size).toBeGreaterThan(20);
  const answered = new Set(vectors.filter(({ error }) => error === undefined).map(({ endpoint }) => endpoint));
  expect([...endpoints.keys()].filter((name) => !answered.has(name))).toEqual([]);
});

test("every vector ends in one way: an answer or an error", () => {
  expect(
    vectors.filter((vector) => (vector.error === undefined) !== "answer" in vector).map(({ file }) => file),
  ).toEqual([]);
});

const summary = (reason: unknown) =>
  CertCentralError.is(reason)
    ? {
        code: reason.code,
        outcome: reason.outcome,
        status: reason.status,
        digicert: reason.digicert.map(({ code }) => code),
        what: reason.what,
      }
    : reason;

/** As JSON would show it if it showed secrets. */
function plain(value: unknown): unknown {
  if (value === undefined) return null;
  if (value instanceof client.Secret) return value.reveal();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
  return value;
}
