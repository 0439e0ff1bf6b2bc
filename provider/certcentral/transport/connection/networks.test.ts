import { inspect } from "node:util";
import { Agent, Dispatcher } from "undici";
import { type FakeRun, fakeRun } from "../../../contract/run.fake";
import { reissueCertificate } from "../../endpoints/issuance/reissue";
import { listReissues } from "../../endpoints/issuance/reissue-list";
import { me } from "../../endpoints/me";
import { CertCentralError } from "../answers/errors";
import { connect } from "../connect";
import { RateLimiters } from "../limits/rate-limiters";
import { Secret } from "../secret";
import { forEver, type Hostile, hostile, hostileTls, identity } from "./hostile.fake";
import { API_KEY, loopback } from "./loopback.fake";

/* Networks as companies have them, on real sockets. Nothing here depends on how long anything takes. */
let server: Hostile;
afterEach(async () => server?.close());

/** Where an attempt ends by itself its deadline must be far, where it does not, near. */
const [FAR, NEAR] = [20_000, 60];
const api = (baseUrl: string, timeoutMs: number, dispatcher?: Dispatcher) =>
  connect(
    { services: { baseUrl, apiKey: new Secret(API_KEY) }, partner: { missing: "" } },
    { rateLimiters: new RateLimiters(), userAgent: "test", timeoutMs, ...(dispatcher && { dispatcher }) },
  );
/** Sockets as they are; each attempt takes `ms` of the run's own clock, and is counted. */
class Slow extends Dispatcher {
  attempts = 0;
  readonly #real = new Agent();
  constructor(
    readonly run: FakeRun,
    readonly ms: number,
  ) {
    super();
  }
  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    this.attempts += 1;
    this.run.advance(this.ms);
    return this.#real.dispatch(options, handler);
  }
}

const list = [listReissues, { orderId: 118 }] as const;
const reissue = [reissueCertificate, { orderId: 118, request: { signatureHash: "sha256" } }] as const;

const failed = async (call: Promise<unknown>): Promise<CertCentralError> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!CertCentralError.is(error)) throw new Error(`no CertCentralError but ${inspect(error)}`);
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(API_KEY);
  expect(error.hint).toMatch(/\S/);
  return error;
};

const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
type Speech = Parameters<typeof hostile>[0];

describe("an answer that never ends", () => {
  const speeches: [string, Speech, string][] = [
    ["a server that says nothing", () => {}, "no answer within 1 s"],
    ["a header a byte at a time", (socket) => void [socket.write(HEAD), forEver(socket, "x")], "no answer within 1 s"],
    [
      "a body a byte at a time",
      (socket) => void [socket.write(`${HEAD}content-length: 100000\r\n\r\n`), forEver(socket, " ")],
      "the answer did not end within 1 s",
    ],
    ["news without end", (socket) => forEver(socket, "HTTP/1.1 102 Processing\r\n\r\n"), "no answer within 1 s"],
    ["hints without end", (socket) => forEver(socket, "HTTP/1.1 103 Early Hints\r\n\r\n"), "no answer within 1 s"],
  ];

  test.each(speeches)("%s: a read ends by its deadlines", async (_, speech, why) => {
    const run: FakeRun = fakeRun();
    server = await hostile(speech);
    const slow = new Slow(run, 60_000); // what such an attempt takes where nobody shortens it

    const error = await failed(api(`http://127.0.0.1:${server.port}`, NEAR, slow).send(...list, run));

    expect([error.code, error.outcome, error.what]).toEqual(["unreachable", "not-done", `no answer: ${why}`]);
    expect(slow.attempts).toBe(2); // two attempts of a minute are the call's two minutes
  });

  test.each(speeches)(
    "%s: of a write nobody knows whether it happened, and it is sent once",
    async (_, speech, why) => {
      server = await hostile(speech);

      const error = await failed(api(`http://127.0.0.1:${server.port}`, NEAR).send(...reissue, fakeRun()));

      expect([error.outcome, error.what]).toEqual(["unknown", `no answer: ${why}`]);
      expect(server.met.connections).toBe(1);
    },
  );

  test("whoever waits until a certain time gets no attempt after it", async () => {
    const run = fakeRun();
    server = await hostile((socket) => void socket.destroy());
    const slow = new Slow(run, 1_000);

    await failed(
      api(`http://127.0.0.1:${server.port}`, NEAR, slow).send(...list, {
        ...run,
        deadline: new Date(run.now().getTime() + 500),
      }),
    );

    expect(slow.attempts).toBe(1);
  });

  test("waiting for our own request limit is not counted", async () => {
    const answering = await loopback({ status: 200, body: { certificates: [] } });
    const run = fakeRun();
    const limits = [{ calls: 1, perSeconds: 100 }];
    const limited = answering.api({ limits });

    await Promise.all(Array.from({ length: 4 }, () => limited.send(...list, run)));

    expect(answering.asked).toHaveLength(4);
    await answering.close();
  });

  test("a gateway that says `Retry-After` without end is not heeded without end", async () => {
    const answering = await loopback({ status: 429, headers: { "retry-after": "99999999" } });
    const run = fakeRun();
    const began = run.now().getTime();

    const error = await failed(answering.api().send(...list, run));

    expect(error.code).toBe("rate-limited");
    expect(answering.asked).toHaveLength(4);
    expect(run.now().getTime() - began).toBeLessThan(15 * 60_000);
    await answering.close();
  });
});

describe("an answer of any size", () => {
  const MEGABYTE = Buffer.alloc(1024 * 1024, " ");
  const speeches: [string, Speech][] = [
    [
      "told beforehand",
      (socket) => void [socket.write(`${HEAD}content-length: 2000000000\r\n\r\n`), forEver(socket, MEGABYTE, 1)],
    ],
    [
      "in chunks",
      (socket) => {
        socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n`);
        forEver(socket, Buffer.concat([Buffer.from("100000\r\n"), MEGABYTE, Buffer.from("\r\n")]), 1);
      },
    ],
  ];

  test.each(speeches)("%s: no more than 8 MB are taken, once, and it is said", async (_, speech) => {
    server = await hostile(speech);
    const slow = connect(
      {
        services: { baseUrl: `http://127.0.0.1:${server.port}`, apiKey: new Secret(API_KEY) },
        partner: { missing: "" },
      },
      { rateLimiters: new RateLimiters(), userAgent: "test" },
    );

    const read = await failed(slow.send(...list, fakeRun()));
    const write = await failed(slow.send(...reissue, fakeRun()));

    expect([read.code, read.what, write.outcome]).toEqual(["too-large", "the answer is larger than 8 MB", "unknown"]);
    expect(server.met.requests).toBe(2);
  });

  test("a header of any size", async () => {
    server = await hostile((socket) => void [socket.write(HEAD), socket.write(`x: ${"y".repeat(100_000)}\r\n`)]);

    const error = await failed(api(`http://127.0.0.1:${server.port}`, FAR).send(...list, fakeRun()));

    expect([error.what, server.met.connections]).toEqual([
      "no answer: the answer's header is larger than 16 KB (UND_ERR_HEADERS_OVERFLOW)",
      1,
    ]);
  });
});

test("something else than HTTP is told once", async () => {
  server = await hostile((socket) => void socket.write("SSH-2.0-OpenSSH_9.6\r\n"));

  const error = await failed(api(`http://127.0.0.1:${server.port}`, FAR).send(...list, fakeRun()));

  expect([error.what, server.met.connections]).toEqual(["no answer: the answer is no HTTP (HTTPParserError)", 1]);
});

describe("what will be the same the next time fails at once, in words, with the variable to set", () => {
  const tls = async (options: Parameters<typeof identity>[0]) => {
    const { key, cert } = await identity(options);
    return hostileTls({ key, cert });
  };
  test.each<[string, () => Promise<Hostile>, string, string]>([
    [
      "a certificate that has expired",
      () => tls({ days: [-9, -2] }),
      "the server's certificate has expired (CERT_HAS_EXPIRED)",
      "clock",
    ],
    [
      "one that is not valid yet",
      () => tls({ days: [2, 9] }),
      "the server's certificate is not valid yet (CERT_NOT_YET_VALID)",
      "clock",
    ],
    [
      "one signed by itself",
      () => tls({}),
      "the server's certificate is signed by itself (DEPTH_ZERO_SELF_SIGNED_CERT)",
      "NODE_EXTRA_CA_CERTS",
    ],
    [
      "one of a company's own CA",
      () => tls({ byCa: true }),
      "the server's certificate is not signed by anybody this machine trusts (UNABLE_TO_VERIFY_LEAF_SIGNATURE)",
      "NODE_EXTRA_CA_CERTS",
    ],
    [
      "a TLS that is too old",
      async () =>
        hostileTls({
          ...(await identity()),
          minVersion: "TLSv1",
          maxVersion: "TLSv1.1",
          ciphers: "DEFAULT@SECLEVEL=0",
        }),
      "the server speaks no version of TLS that is safe (ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION)",
      "NO_PROXY",
    ],
    [
      "a port without TLS",
      () => hostile((socket) => void socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")),
      "the server speaks no TLS on this port (ERR_SSL_",
      "HTTPS_PROXY",
    ],
  ])("%s", async (_, open, what, hint) => {
    server = await open();

    const error = await failed(api(`https://localhost:${server.port}`, FAR).send(...reissue, fakeRun()));

    expect(error.what).toContain(`no answer: ${what}`);
    expect([error.hint?.includes(hint), error.outcome, server.met.connections]).toEqual([true, "not-done", 1]);
  });

  test("a certificate for another host", async () => {
    const other = await identity({ host: "other.example", byCa: true });
    server = await hostileTls(other);
    const trusting = connect(
      {
        services: { baseUrl: `https://localhost:${server.port}`, apiKey: new Secret(API_KEY) },
        partner: { missing: "" },
      },
      { rateLimiters: new RateLimiters(), userAgent: "test", dispatcher: new Agent({ connect: { ca: other.ca } }) },
    );

    const error = await failed(trusting.send(...list, fakeRun()));

    expect([error.what, server.met.connections]).toEqual([
      "no answer: the server's certificate is for another host (ERR_TLS_CERT_ALTNAME_INVALID)",
      1,
    ]);
  });
});

describe("a proxy", () => {
  /** The client as a process has it that was started with this variable. */
  const behind = async (
    name: string,
    value: string,
    timeoutMs: number,
    work: (send: () => Promise<unknown>) => Promise<void>,
  ) => {
    process.env[name] = value;
    try {
      await jest.isolateModulesAsync(async () => {
        const fresh = jest.requireActual<typeof import("../connect")>("../connect");
        const limiters = new RateLimiters();
        const run = fakeRun();
        await work(() =>
          fresh
            .connect(
              {
                services: { baseUrl: "https://certcentral.example", apiKey: new Secret(API_KEY) },
                partner: { missing: "" },
              },
              { rateLimiters: limiters, userAgent: "test", timeoutMs },
            )
            .send(me, {}, run),
        );
      });
    } finally {
      delete process.env[name];
    }
  };

  test.each<[string, string, number]>([
    ["407 Proxy Authentication Required", "the proxy answered 407: it wants a user name and a password", 1],
    ["403 Forbidden", "the proxy answered 403", 1],
  ])("%s is told once", async (status, what, times) => {
    server = await hostile((socket) => void socket.write(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\n\r\n`));
    await behind("https_proxy", `http://user:pa55word@127.0.0.1:${server.port}`, FAR, async (send) => {
      const error = await failed(send());
      expect(error.what).toBe(`no answer: ${what}`);
      expect(error.hint).toContain("HTTPS_PROXY");
      expect(error.message).not.toContain("pa55word");
    });
    expect(server.met.requests).toBe(times);
  });

  test("silent after CONNECT", async () => {
    server = await hostile(() => {});
    await behind("https_proxy", `http://127.0.0.1:${server.port}`, NEAR, async (send) => {
      const error = await failed(send());
      expect([error.what, error.outcome]).toEqual(["no answer: no connection within 1 s", "not-done"]);
    });
  });

  test.each([
    "proxy.example:3128",
    "http://",
    "not a url",
    "ftp://proxy.example",
    "http://user:pa55%word@proxy.example:3128",
    "http://user:pa55#word@proxy.example:3128",
  ])("whose address is none: %s", async (address) => {
    server = await hostile(() => {});
    await behind("https_proxy", address, FAR, async (send) => {
      const error = await failed(send());
      expect(error.what).toMatch(
        /^no answer: HTTPS_PROXY or HTTP_PROXY is no address of a proxy \((ERR_INVALID_URL|UND_ERR_INVALID_ARG|URIError)\)$/,
      );
      expect(error.hint).toContain("set HTTPS_PROXY to a URL");
      expect(error.message).not.toContain("pa55");
    });
  });
});
