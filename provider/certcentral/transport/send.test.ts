import { inspect } from "node:util";
import { fakeRun } from "../../contract/run.fake";
import { regenerateAcmeCredentials } from "../endpoints/acme/acme-credentials";
import { reissueCertificate } from "../endpoints/issuance/reissue";
import { listReissues } from "../endpoints/issuance/reissue-list";
import { updateOrderStatus } from "../endpoints/orders/order-status";
import { checkDcv } from "../endpoints/validation/dcv";
import { CertCentralError } from "./answers/errors";
import { connect } from "./connect";
import { API_KEY, loopback, PARTNER_KEY, type Reply } from "./connection/loopback.fake";
import { Secret } from "./secret";

let server: Awaited<ReturnType<typeof loopback>>;
const answering = async (...replies: Reply[]) => {
  server = await loopback(...replies);
  return server.api();
};
afterEach(async () => server.close());

const failed = async (call: Promise<unknown>): Promise<CertCentralError> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!CertCentralError.is(error)) throw new Error(`no CertCentralError but ${inspect(error)}`);
  return error;
};

const list = [listReissues, { orderId: 118 }] as const;
const reissue = [reissueCertificate, { orderId: 118, request: { signatureHash: "sha256" } }] as const;
const none: Reply = { status: 200, body: { certificates: [] } };
const placed: Reply = { status: 201, body: { id: 118, certificate_id: 5 } };

test("a request carries the key, both content headers and who asks", async () => {
  const api = await answering(placed);

  await api.send(...reissue, fakeRun());

  expect(server.asked).toMatchObject([
    {
      method: "POST",
      path: "/services/v2/order/certificate/118/reissue",
      headers: {
        "x-dc-devkey": API_KEY,
        "content-type": "application/json",
        accept: "application/json",
        "user-agent": "pulumi-digicert/test",
        "content-length": "43",
      },
      body: '{"certificate":{"signature_hash":"sha256"}}',
    },
  ]);
});

test("a write without a body says that its length is 0", async () => {
  const api = await answering({ status: 200, body: {} });

  await api.send(checkDcv, { orderId: 118 }, fakeRun());

  expect(server.asked[0]).toMatchObject({ method: "PUT", headers: { "content-length": "0" }, body: "" });
});

test("a read is repeated after whatever may pass", async () => {
  const api = await answering(
    "drop",
    "stop half-way",
    { status: 502, text: "<html>bad gateway</html>" },
    { status: 406 },
    { status: 200, text: '{"certificates": [' },
    "never",
    none,
  );

  await expect(api.send(...list, fakeRun())).resolves.toEqual([]);
  expect(server.asked).toHaveLength(7);
});

test.each<[string, Reply, string]>([
  ["a connection that is cut", "drop", "no answer: the connection was cut (UND_ERR_SOCKET)"],
  [
    "an answer that stops half-way",
    "stop half-way",
    "no answer: the answer stopped half-way (UND_ERR_RES_CONTENT_LENGTH_MISMATCH)",
  ],
  ["an answer that never comes", "never", "no answer: no answer within 1 s"],
  ["a bad gateway", { status: 502, text: "<html>bad gateway</html>" }, "DigiCert could not answer (502)"],
  ["a page of HTML", { status: 200, text: "<html>sign in</html>" }, "the answer is not JSON but a web page"],
  ["truncated JSON", { status: 201, text: '{"id": 11' }, "the answer is not JSON (content type application/json)"],
  ["an answer without what matters", { status: 201, body: { certificate_id: 5 } }, "id is missing"],
])("a reissue is not sent again after %s, and nobody knows whether it happened", async (_, reply, what) => {
  const api = await answering(reply, placed);

  const error = await failed(api.send(...reissue, fakeRun()));

  expect([server.asked.length, error.outcome, error.what]).toEqual([1, "unknown", what]);
});

test("a refused write did not happen, and says what DigiCert said", async () => {
  const api = await answering({
    status: 403,
    body: { errors: [{ code: "access_denied|missing_permission", message: `Not with ${API_KEY}.` }] },
  });

  const error = await failed(api.send(...reissue, fakeRun()));

  expect(error).toMatchObject({
    code: "refused",
    outcome: "not-done",
    status: 403,
    digicert: [{ word: "access_denied", detail: "missing_permission" }],
  });
  expect(error.message).toBe(
    [
      "reissue certificate: refused (403)",
      "access_denied|missing_permission: Not with [secret].",
      "call: POST /order/certificate/118/reissue",
      "hint: the user of this key lacks a permission: use a key that may write (not one restricted to view only), and an administrator's for skipApproval",
    ].join("\n"),
  );
});

test("a refused connection is tried again, for a write as well", async () => {
  server = await loopback(placed);
  const api = server.api();
  await server.close();
  const run = fakeRun();

  const error = await failed(api.send(...reissue, run));

  expect(error).toMatchObject({
    code: "unreachable",
    outcome: "not-done",
    what: "no answer: the connection was refused (ECONNREFUSED)",
  });
  expect(run.waits.length).toBeGreaterThan(5);
  expect(run.waits.reduce((sum, wait) => sum + wait)).toBeLessThanOrEqual(60_000);
});

test("a read that meets the limit waits and is sent again", async () => {
  const api = await answering(
    { status: 429, text: "" },
    { status: 429, body: { errors: [{ code: "request_limit_exceeded" }] } },
    none,
  );
  const run = fakeRun();
  const began = run.now().getTime();

  await api.send(...list, run);

  expect(run.now().getTime() - began).toBeGreaterThanOrEqual(5_000 + 10_000);
});

test("a write that meets the limit is not sent again unseen, and closes the gate for the next call", async () => {
  const api = await answering({ status: 429, text: "" }, none);
  const run = fakeRun();

  const error = await failed(api.send(...reissue, run));
  const refusedAt = run.now().getTime();
  await api.send(...list, run);

  expect(error).toMatchObject({ code: "rate-limited", outcome: "unknown", status: 429 });
  expect(run.now().getTime() - refusedAt).toBeGreaterThanOrEqual(5_000);
});

test("a repeatable write that was lost and then refused may still have happened", async () => {
  const api = await answering("drop", { status: 400, body: { errors: { code: "invalid_dns_txt", message: "" } } });

  const error = await failed(api.send(checkDcv, { orderId: 118 }, fakeRun()));

  expect(error).toMatchObject({ code: "refused", outcome: "unknown", digicert: [{ code: "invalid_dns_txt" }] });
});

test("before a write that counts, somebody must still want it", async () => {
  const api = await answering(placed);
  const run = fakeRun({ stillWanted: () => Promise.reject(new Error("the engine is gone")) });

  await expect(api.send(...reissue, run)).rejects.toThrow("the engine is gone");
  await expect(api.send(checkDcv, { orderId: 118 }, run)).resolves.toBeDefined();
  expect(server.asked.map(({ method }) => method)).toEqual(["PUT"]);
});

test("a write that is cancelled while it is made sure that somebody wants it is not sent", async () => {
  const api = await answering(placed);
  const run = fakeRun({ stillWanted: async () => run.cancel(new Error("stop")) });

  await expect(api.send(...reissue, run)).rejects.toThrow("stop");
  expect(server.asked).toEqual([]);
});

test("a cancelled read stops at once; a cancelled write that is under way is let finish", async () => {
  const api = await answering("never");
  const run = fakeRun();
  const reading = api.send(...list, run);
  const writing = failed(api.send(updateOrderStatus, { orderId: 118, status: "CANCELED", note: "" }, run));
  while (server.asked.length < 2) await new Promise(setImmediate);

  run.cancel(new Error("stop"));

  await expect(reading).rejects.toThrow("stop");
  expect((await writing).outcome).toBe("unknown");
});

test("no key, no request: the door's own sentence tells how to set it", async () => {
  server = await loopback();
  const api = connect({
    services: { missing: "set digicert:apiKey" },
    partner: { baseUrl: server.origin, apiKey: new Secret("line\nbreak") },
  });

  const errors = [
    await failed(api.send(...list, fakeRun())),
    await failed(api.send(regenerateAcmeCredentials, { acmeContractId: 1, revokeExisting: false }, fakeRun())),
  ];

  expect(errors.map(({ message }) => message)).toEqual([
    "list reissues: there is no usable API key\nhint: set digicert:apiKey",
    "regenerate acme credentials: there is no usable API key\nhint: the API key is empty, or contains blanks, line breaks or other characters that no key has",
  ]);
});

test("no key and no HMAC in anything an error shows", async () => {
  const secrets = [API_KEY, PARTNER_KEY, "the-hmac-of-the-pair"];
  const leaky = { eab_set: { kid: "the-hmac-of-the-pair", hmac_key: "the-hmac-of-the-pair" }, echo: secrets };
  const replies: Reply[] = [
    "drop",
    "stop half-way",
    "never",
    ...[200, 400, 403, 404, 429, 500, 302].flatMap((status): Reply[] => [
      { status, body: leaky },
      { status, text: secrets.join(), headers: { "content-type": `text/${API_KEY}` } },
      { status, body: { errors: [{ code: `x|${PARTNER_KEY}`, message: `${API_KEY} ${PARTNER_KEY}` }] } },
    ]),
  ];
  for (const reply of replies) {
    const api = await answering(reply);
    const error = await failed(
      api.send(regenerateAcmeCredentials, { acmeContractId: 1, revokeExisting: false }, fakeRun()),
    );
    const shown = [
      error.message,
      error.stack,
      JSON.stringify(error),
      JSON.stringify(Object.entries(error)),
      inspect(error, { depth: 9, showHidden: true }),
    ].join();
    for (const secret of secrets) expect(shown).not.toContain(secret);
    await server.close();
  }
});
