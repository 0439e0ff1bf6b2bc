import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bench, oneLine } from "../simulator/src/testing/bench";
import { EXCEPTIONS } from "./exceptions";
import { SCENES } from "./scenes";
import { differences } from "./shape";
import type { Scene } from "./stages";

/*
 * The requests that our client makes and the answers it is read against are data (tests/vectors/wire). Here the simulator,
 * which knows the same pages by itself, is asked the same: it accepts the request, and its answer has the same shape.
 */
const FOLDER = join(__dirname, "../vectors/wire");

interface Vector {
  readonly request: { method: string; path: string; headers: Record<string, string>; body?: unknown };
  readonly response: { status: number; headers?: Record<string, string>; body?: unknown; text?: string };
}

const vectors = readdirSync(FOLDER).map((file) => ({
  name: file.replace(/\.json$/, ""),
  vector: JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as Vector,
}));

/** The request with the ids, keys and CSRs of this world. */
const retold = ({ request }: Vector, { ids = {} }: Scene): { path: string; body: string | undefined } => {
  const own = (id: string): string => String(ids[id] ?? id);
  const [path = "", query] = request.path.split("?");
  const told = JSON.stringify(request.body, (member, value: unknown) => {
    if (member === "csr") return oneLine();
    if (!member.endsWith("_id")) return value;
    return typeof value === "number" ? Number(own(String(value))) : own(String(value));
  });
  return { path: [path.split("/").map(own).join("/"), ...(query === undefined ? [] : [query])].join("?"), body: told };
};

const codesOf = (body: unknown): string[] =>
  ((body as { errors?: { code: string }[] } | undefined)?.errors ?? []).map(({ code }) => code).sort();

/** What the simulator does differently: its status, its kind of answer, the codes of a refusal, the shape. */
const compared = async (name: string, vector: Vector): Promise<string[]> => {
  const b = await bench();
  const scene = (await SCENES[name]?.(b)) ?? {};
  const { path, body } = retold(vector, scene);
  const { sim } = b;
  const headers = Object.entries(vector.request.headers).map(([header, value]): [string, string] => [
    header,
    value
      .replace("{{api_key}}", scene.key ?? sim.apiKey)
      .replace("{{subaccount_partner_api_key}}", scene.key ?? sim.partnerApiKey),
  ]);
  const response = await sim.fetch(new URL(path, sim.baseUrl).href, {
    method: vector.request.method,
    headers: Object.fromEntries(headers),
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const { status, body: inputs, headers: wantedHeaders, text: wantedText } = vector.response;
  if (response.status !== status) return [`status ${status} expected, ${response.status} found: ${text.slice(0, 200)}`];
  const type = wantedHeaders?.["Content-Type"];
  const foundType = response.headers.get("content-type")?.split(";")[0];
  if (wantedText !== undefined)
    return [
      ...(type === undefined || foundType === type ? [] : [`${type} expected, ${foundType} found`]),
      ...((wantedText === "") === (text === "") ? [] : [wantedText === "" ? "no text expected" : "no text found"]),
    ];
  if (inputs === undefined || inputs === null) return text === "" ? [] : ["no body expected"];
  const found: unknown = text === "" ? undefined : JSON.parse(text);
  const missing = codesOf(inputs).filter((code) => !codesOf(found).includes(code));
  return [...missing.map((code) => `${code} expected, ${codesOf(found)} found`), ...differences(inputs, found)];
};

test.each(vectors)("$name", async ({ name, vector }) => {
  const excepted = Object.keys(EXCEPTIONS[name] ?? {});
  expect(await compared(name, vector)).toEqual(excepted);
});

test("each vector has its scene, and each scene and exception a vector", () => {
  const names = vectors.map(({ name }) => name).sort();
  expect(Object.keys(SCENES).sort()).toEqual(names);
  expect(Object.keys(EXCEPTIONS).filter((name) => !names.includes(name))).toEqual([]);
  // a number that rises is a conversation
  expect(Object.keys(EXCEPTIONS)).toHaveLength(15);
});
