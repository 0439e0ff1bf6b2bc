import { inspect } from "node:util";
import {
  CertCentralError,
  connect,
  listReissues,
  RateLimiters,
  reissueCertificate,
  Secret,
} from "../../provider/certcentral";
import { forEver, hostile } from "../../provider/certcentral/transport/connection/hostile.fake";
import { fakeRun } from "../../provider/contract/run.fake";
import { type Dice, dice } from "./dice";
import { type Broken, brokenBy, CANARY } from "./laws";

const KEY = "K3Y-s3rvices-0123456789abcdef";
const ATTEMPT_MS = 40;
/** Far beyond what any call may take here; reaching it is a hang. */
const HANG_MS = 30_000;

/** Servers that speak as they like: a call ends, in words, and a write was sent once. */
export async function fuzzConnections(seed: number, count: number): Promise<Broken> {
  const broken: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const throws = dice(seed + index);
    const speech = speechOf(throws);
    let writes = 0;
    const server = await hostile((socket, said) => {
      if (said.startsWith("POST")) writes += 1;
      for (const part of speech.parts) socket.write(part);
      if (speech.end === "close") socket.end();
      else if (speech.end === "reset") socket.resetAndDestroy();
      else if (speech.end === "drip")
        forEver(socket, throws.pick([" ", "x", "\r\n", "HTTP/1.1 102 Processing\r\n\r\n"]));
    });
    const api = connect(
      { services: { baseUrl: `http://127.0.0.1:${server.port}`, apiKey: new Secret(KEY) }, partner: { missing: "" } },
      { rateLimiters: new RateLimiters(), userAgent: "fuzz", timeoutMs: ATTEMPT_MS },
    );
    const write = throws.roll() < 0.5;
    const call = write
      ? api.send(reissueCertificate, { orderId: 118, request: { signatureHash: "sha256" } }, fakeRun())
      : api.send(listReissues, { orderId: 118 }, fakeRun());
    const end = await ended(call);
    await server.close();
    const laws = [...end, ...(writes > 1 ? [`a write was sent ${writes} times`] : [])];
    broken.push(
      ...laws.map((law) => `connections, seed ${seed + index}: ${write ? "write" : "read"}, ${speech.name}: ${law}`),
    );
  }
  return broken;
}

async function ended(call: Promise<unknown>): Promise<Broken> {
  let timer: NodeJS.Timeout | undefined;
  const hang = new Promise<Broken>((resolve) => {
    timer = setTimeout(() => resolve(["it hangs"]), HANG_MS);
  });
  const end = call.then(
    () => [],
    (error: unknown): Broken =>
      CertCentralError.is(error)
        ? [
            ...brokenBy(error.message, [KEY]),
            ...(inspect(error, { depth: 9, showHidden: true }).includes(KEY) ? ["the error holds the key"] : []),
            ...(error.hint === undefined ? ["no next step"] : []),
          ]
        : [`a raw error: ${inspect(error).slice(0, 300)}`],
  );
  return Promise.race([end, hang]).finally(() => clearTimeout(timer));
}

const HEADS = [
  "HTTP/1.1 200 OK\r\n",
  "HTTP/1.1 201 Created\r\n",
  "HTTP/1.1 204 No Content\r\n",
  "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\n",
  "HTTP/1.1 407 No\r\n",
  "HTTP/1.1 500 No\r\n",
  "HTTP/1.1 999 No\r\n",
  "HTTP/1.1 20",
  "HTTP/2 200\r\n",
  "HTTP/0.9 200 OK\r\n",
  "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n",
  "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n",
  "ICY 200 OK\r\n",
  "\u0015\u0003\u0001\u0000\u0002\u0002\u0016",
  "220 mail ESMTP\r\n",
  "",
];
const HEADERS = [
  "content-type: application/json\r\n",
  "content-length: 20\r\n",
  "content-length: -1\r\n",
  "content-length: 2\r\ncontent-length: 3\r\n",
  "transfer-encoding: chunked\r\n",
  "transfer-encoding: gzip\r\n",
  "content-encoding: gzip\r\n",
  `x: ${"y".repeat(20_000)}\r\n`,
  "retry-after: 1e9\r\n",
  "retry-after: Wed, 21 Oct 2099 07:28:00 GMT\r\n",
  "set-cookie: a=b\r\n",
  ": x\r\n",
  "connection: close\r\n",
];
const BODIES = [
  "",
  "{}",
  '{"certificates":[]}',
  '{"id":118}',
  `<html>${CANARY}</html>`,
  CANARY,
  "zz\r\n",
  "5\r\n{}   \r\n0\r\n\r\n",
  "ffffffffffffffff\r\n",
  "\u0000".repeat(100),
  `{"errors":[{"code":"${CANARY.slice(0, 3)}","message":"\\u001b[2J\\n::error::x"}]}`,
];
const ENDS = ["close", "reset", "drip", "silence"] as const;

function speechOf(throws: Dice): {
  readonly name: string;
  readonly parts: readonly string[];
  readonly end: (typeof ENDS)[number];
} {
  const headers = Array.from({ length: throws.below(4) }, () => throws.pick(HEADERS));
  const whole = `${throws.pick(HEADS)}${headers.join("")}\r\n${throws.pick(BODIES)}`;
  const text = throws.roll() < 0.2 ? whole.slice(0, throws.below(whole.length + 1)) : whole;
  const end = throws.pick(ENDS);
  return { name: `${JSON.stringify(text.slice(0, 160))} then ${end}`, parts: text === "" ? [] : [text], end };
}
