import { X509Certificate } from "node:crypto";
import { type Bench, bench, DAY_SECONDS, listed, oneLine } from "../../testing/bench";

const order = async (b: Bench, more: object = {}): Promise<number> =>
  (await b.levers.makeOrder({ commonName: "www.example.com", dnsNames: ["a.example.com", "b.example.com"], ...more }))
    .orderId;
const wanted = async (more: object = {}): Promise<object> => ({
  common_name: "www.example.com",
  dns_names: ["a.example.com", "b.example.com"],
  csr: oneLine(),
  signature_hash: "sha256",
  ...more,
});

test("a direct reissue answers 201 with the certificate id, and the order shows the new certificate", async () => {
  const b = await bench();
  const id = await order(b);
  const { status, body } = await b.call("POST", `/order/certificate/${id}/reissue`, {
    certificate: await wanted(),
    skip_approval: true,
  });
  expect([status, Object.keys(body)]).toEqual([201, ["id", "certificate_id"]]);
  const info = await b.call("GET", `/order/certificate/${id}`);
  expect([info.body["status"], info.body["certificate"]?.["id"]]).toEqual(["issued", body["certificate_id"]]);
});

test("without skip_approval the answer has a request id and no certificate id", async () => {
  const b = await bench();
  const id = await order(b);
  const { body } = await b.call("POST", `/order/certificate/${id}/reissue`, { certificate: await wanted() });
  expect(body).toEqual({ id, requests: [{ id: expect.any(Number) }] });
  expect((await b.call("GET", `/request/${body["requests"]?.[0]?.["id"]}`)).body["status"]).toBe("approved");
});

test("behind the approval gate the order is reissue_pending until an administrator approves", async () => {
  const b = await bench();
  const id = await order(b, { approval: true });
  const { body } = await b.call("POST", `/order/certificate/${id}/reissue`, {
    certificate: await wanted(),
    comments: "please",
  });
  const request = body["requests"]?.[0]?.["id"];
  expect((await b.call("GET", `/order/certificate/${id}`)).body["status"]).toBe("reissue_pending");
  expect((await b.call("GET", `/request/${request}`)).body).toMatchObject({
    type: "reissue",
    status: "pending",
    comments: "please",
  });
  expect((await b.call("PUT", `/request/${request}/status`, { status: "approved" })).status).toBe(204);
  expect((await b.levers.order(id)).certificates.map((c) => [c.kind, c.status, c.primary])).toEqual([
    ["original", "issued", false],
    ["reissue", "issued", true],
  ]);
});

test("names come from the request, not from the CSR", async () => {
  const b = await bench();
  const id = await order(b);
  const { body } = await b.call("POST", `/order/certificate/${id}/reissue`, {
    certificate: await wanted({
      common_name: "WWW.Example.com",
      csr: oneLine("evil.test"),
      dns_names: ["bücher.example.com"],
    }),
    skip_approval: true,
  });
  const pem = await b.call("GET", `/certificate/${body["certificate_id"]}/download/format/pem_all`);
  const leaf = new X509Certificate(pem.text);
  expect(leaf.subject).toContain("CN=www.example.com");
  expect(leaf.subjectAltName).toBe("DNS:www.example.com, DNS:xn--bcher-kva.example.com");
});

test("missing members are named all at once", async () => {
  const b = await bench();
  const id = await order(b);
  const { status, body } = await b.call("POST", `/order/certificate/${id}/reissue`, {});
  expect([status, body]).toEqual([
    400,
    {
      errors: [
        { code: "required_param:certificate.common_name", message: "certificate.common_name is a required parameter." },
        { code: "required_param:certificate.csr", message: "certificate.csr is a required parameter." },
        {
          code: "required_param:certificate.signature_hash",
          message: "certificate.signature_hash is a required parameter.",
        },
      ],
    },
  ]);
});

test("a CSR with line breaks is refused unless the switch says otherwise", async () => {
  const b = await bench();
  const id = await order(b);
  const csr = oneLine().replace("REQUEST-----", "REQUEST-----\n");
  const send = async () =>
    (
      await b.call("POST", `/order/certificate/${id}/reissue`, {
        certificate: await wanted({ csr }),
        skip_approval: true,
      })
    ).status;
  expect(await send()).toBe(400);
  await b.levers.setAwkward({ csrOneLine: "never" });
  expect(await send()).toBe(201);
});

test("removing a name revokes every earlier certificate of the order after 72 hours", async () => {
  const b = await bench();
  const id = await order(b);
  await b.call("POST", `/order/certificate/${id}/reissue`, { certificate: await wanted(), skip_approval: true });
  await b.call("POST", `/order/certificate/${id}/reissue`, {
    certificate: await wanted({ dns_names: ["a.example.com"] }),
    skip_approval: true,
  });
  const statuses = async () => (await b.levers.order(id)).certificates.map((c) => c.status);
  await b.levers.advance(3 * DAY_SECONDS - 60);
  expect(await statuses()).toEqual(["issued", "issued", "issued"]);
  await b.levers.advance(120);
  expect(await statuses()).toEqual(["revoked", "revoked", "issued"]);
});

test("a new key or an added name revokes nothing", async () => {
  const b = await bench();
  const id = await order(b);
  await b.call("POST", `/order/certificate/${id}/reissue`, {
    certificate: await wanted({ dns_names: ["a.example.com", "b.example.com", "c.example.com"] }),
    skip_approval: true,
  });
  await b.levers.advance(10 * DAY_SECONDS);
  expect((await b.levers.order(id)).revocations).toEqual([]);
});

test("a second reissue while one is pending is refused, and cancelling brings the order back", async () => {
  const b = await bench();
  const id = await order(b, { approval: true });
  const first = await b.call("POST", `/order/certificate/${id}/reissue`, { certificate: await wanted() });
  const second = await b.call("POST", `/order/certificate/${id}/reissue`, { certificate: await wanted() });
  expect([second.status, second.body["errors"]?.[0]?.["code"]]).toEqual([400, "order_has_pending_reissue"]);
  expect((await b.call("PUT", `/order/certificate/${id}/status`, { status: "canceled", note: "no" })).status).toBe(400);
  expect(
    (await b.call("PUT", `/order/certificate/${id}/status`, { status: "CANCELED", note: "changed our mind" })).status,
  ).toBe(204);
  expect((await b.call("GET", `/order/certificate/${id}`)).body["status"]).toBe("issued");
  expect((await b.call("GET", `/request/${first.body["requests"]?.[0]?.["id"]}`)).body).toMatchObject({
    status: "rejected",
    processor_comment: "changed our mind",
  });
  expect((await b.call("GET", `/order/certificate/${id}/reissue`)).body["certificates"]).toMatchObject([
    { status: "rejected" },
  ]);
  await b.levers.setAwkward({ cancelledReissueListed: "gone" });
  expect((await b.call("GET", `/order/certificate/${id}/reissue`)).body["certificates"]).toEqual([]);
});

test("slow issuance: the certificate comes when its seconds have passed", async () => {
  const b = await bench({ slowIssuanceSeconds: [60, 60], downloadBeforeIssuance: 400 });
  const id = await order(b);
  const { body } = await b.call("POST", `/order/certificate/${id}/reissue`, {
    certificate: await wanted(),
    skip_approval: true,
  });
  const download = async () =>
    (await b.call("GET", `/certificate/${body["certificate_id"]}/download/format/pem_all`)).status;
  expect(await download()).toBe(400);
  expect((await b.call("GET", `/order/certificate/${id}`)).body["status"]).toBe("reissue_pending");
  await b.levers.advance(61);
  expect(await download()).toBe(200);
});

test("slow issuance by polls: it is issued at the read that was drawn", async () => {
  const b = await bench({ slowIssuancePolls: [2, 2] });
  const id = await order(b);
  await b.call("POST", `/order/certificate/${id}/reissue`, { certificate: await wanted(), skip_approval: true });
  const poll = async () => (await b.call("GET", `/order/certificate/${id}`)).body["status"];
  expect([await poll(), await poll()]).toEqual(["reissue_pending", "issued"]);
});

test("the validity is at most 199 days and never beyond the order", async () => {
  const b = await bench();
  const days = async (more: object, validity: object): Promise<number> => {
    const id = await order(b, more);
    await b.call("POST", `/order/certificate/${id}/reissue`, {
      certificate: await wanted({ cert_validity: validity }),
      skip_approval: true,
    });
    const [, c] = (await b.levers.order(id)).certificates;
    return Math.round((Date.parse(c?.validTill ?? "") - Date.parse(c?.validFrom ?? "")) / 86_400_000);
  };
  expect(await days({}, { days: 30 })).toBe(199);
  expect(await days({ orderValidityDays: 30 }, {})).toBe(30);
  expect(await days({ orderValidityDays: 730 }, { days: 30 })).toBe(30);
  expect(await days({ orderValidityDays: 730 }, { days: 5000 })).toBe(199);
});

test("a listed reissue has no request id, texts where numbers would do, and nothing issued while it is pending", async () => {
  const b = await bench();
  const id = await order(b, { approval: true });
  await b.call("POST", `/order/certificate/${id}/reissue`, { certificate: await wanted() });
  const [entry] = listed((await b.call("GET", `/order/certificate/${id}/reissue`)).body["certificates"]);
  expect(entry).toMatchObject({
    status: "pending",
    archived: 0,
    receipt_id: expect.any(String),
    purchased_dns_names: "2",
    firstname: expect.any(String),
  });
  expect(
    ["serial_number", "thumbprint", "date_issued", "request_id"].filter((name) => entry !== undefined && name in entry),
  ).toEqual([]);
});

test("the primary is repeated in the reissue list when the switch says so", async () => {
  const b = await bench({ primaryInReissueList: true, primaryRepeated: [2, 2] });
  const id = await order(b);
  await b.call("POST", `/order/certificate/${id}/reissue`, { certificate: await wanted(), skip_approval: true });
  const ids = listed((await b.call("GET", `/order/certificate/${id}/reissue`)).body["certificates"]).map(
    (c) => c["id"],
  );
  expect([ids.length, new Set(ids).size]).toEqual([3, 1]);
});

test("another account's order does not exist", async () => {
  const b = await bench();
  const id = await order(b, { account: "other" });
  const { status, body } = await b.call("GET", `/order/certificate/${id}`);
  expect([status, body["errors"]?.[0]?.["code"]]).toEqual([404, "not_found|order"]);
});

test("client authentication is in the certificate when asked for, until public TLS loses it in 2027", async () => {
  const b = await bench();
  const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com", orderValidityDays: 730 });
  const usages = async (): Promise<number | undefined> => {
    const certificate = await wanted({ profile_option: "server_client_auth_eku", dns_names: [] });
    await b.call("POST", `/order/certificate/${orderId}/reissue`, { certificate, skip_approval: true });
    const pem = (await b.levers.order(orderId)).certificates.at(-1)?.pem ?? "";
    return new X509Certificate(pem).keyUsage?.length;
  };
  expect(await usages()).toBe(2);
  await b.levers.advance(273 * DAY_SECONDS);
  expect(await usages()).toBe(1);
});
