import { createSocket } from "node:dgram";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Bench, bench, DAY_SECONDS, listed, oneLine } from "../../testing/bench";

const dv = (b: Bench, more: object = {}) =>
  b.levers.makeOrder({ product: "ssl_dv_rapidssl", commonName: "www.example.com", ...more });
const reissue = async (b: Bench, id: number, more: object = {}, certificate: object = {}) =>
  b.call("POST", `/order/certificate/${id}/reissue`, {
    certificate: { common_name: "www.example.com", csr: oneLine(), signature_hash: "sha256", ...certificate },
    skip_approval: true,
    ...more,
  });
const status = async (b: Bench, id: number) => (await b.call("GET", `/order/certificate/${id}`)).body["status"];

test("a DV reissue behind the gate waits until the TXT record is checked", async () => {
  const b = await bench({ dcvGate: true });
  const { orderId } = await dv(b);
  const { body } = await reissue(b, orderId);
  expect([await status(b, orderId), body["dcv_random_value"]]).toEqual(["reissue_pending", expect.any(String)]);
  const check = () => b.call("PUT", `/order/certificate/${orderId}/check-dcv`);
  expect((await check()).body).toMatchObject({
    order_status: "reissue_pending",
    dcv_status: "pending",
    dns_name_validations: [{ dns_name: "example.com", status: "pending" }],
  });
  await b.levers.publish({ name: "example.com", type: "TXT", value: String(body["dcv_random_value"]) });
  expect((await check()).body).toMatchObject({
    order_status: "issued",
    certificate_id: body["certificate_id"],
    dcv_status: "valid",
  });
});

test("the CA finds the record by itself at its next automatic check", async () => {
  const b = await bench({ dcvGate: true });
  const { orderId } = await dv(b);
  const { body } = await reissue(b, orderId, { dcv_method: "dns-cname-token" });
  await b.levers.publish({
    name: `${body["dcv_random_value"]}.example.com`,
    type: "CNAME",
    value: "dcv.digicert.com.",
  });
  expect(await status(b, orderId)).toBe("reissue_pending");
  await b.levers.advance(61);
  expect(await status(b, orderId)).toBe("issued");
});

test("every DV reissue proves its names again; OV reuses the proof of its order", async () => {
  const b = await bench({ dcvGate: true });
  const first = await dv(b);
  await reissue(b, first.orderId);
  await b.levers.validate(first.orderId);
  expect(await status(b, first.orderId)).toBe("issued");
  await reissue(b, first.orderId);
  expect(await status(b, first.orderId)).toBe("reissue_pending");
  const ov = await b.levers.makeOrder({ product: "ssl_basic", commonName: "www.example.com" });
  await reissue(b, ov.orderId);
  expect(await status(b, ov.orderId)).toBe("issued");
});

test("an OV proof ends: a new domain has to be proven, and an old one after 199 days", async () => {
  const b = await bench({ dcvGate: true });
  const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com" });
  await reissue(b, orderId, {}, { dns_names: ["example.net"] });
  expect((await b.levers.order(orderId)).certificates[1]?.toProve).toEqual(["example.net"]);
  await b.levers.cancelReissue(orderId);
  await b.levers.advance(200 * DAY_SECONDS);
  await reissue(b, orderId);
  expect((await b.levers.order(orderId)).certificates[2]?.toProve).toEqual(["example.com"]);
});

test("exact scope proves every name, base scope the registrable one", async () => {
  const b = await bench({ dcvGate: true });
  const { orderId } = await dv(b);
  await reissue(b, orderId, { certificate_dcv_scope: "fqdn" }, { dns_names: ["a.example.com"] });
  expect((await b.levers.order(orderId)).certificates[1]?.toProve).toEqual(["www.example.com", "a.example.com"]);
});

test("a missing file is an error, an e-mail order cannot be checked", async () => {
  const b = await bench({ dcvGate: true });
  const { orderId } = await dv(b);
  await reissue(b, orderId, { dcv_method: "http-token" });
  const check = async () =>
    (await b.call("PUT", `/order/certificate/${orderId}/check-dcv`)).body["errors"]?.[0]?.["code"];
  expect(await check()).toBe("file_random_value_not_found");
  expect((await b.call("PUT", `/order/certificate/${orderId}/dcv-method`, { dcv_method: "email" })).status).toBe(204);
  expect(await check()).toBe("invalid_dns_method");
});

test("the random value stays while it lives, and is another one after it expired", async () => {
  const b = await bench({ dcvGate: true, dcvTokenDays: 30 });
  const { orderId } = await dv(b);
  await reissue(b, orderId);
  const value = async () =>
    (await b.call("PUT", `/order/certificate/${orderId}/dcv-random-value`)).body["dcv_random_value"];
  const first = await value();
  expect(await value()).toBe(first);
  await b.levers.advance(31 * DAY_SECONDS);
  expect(await value()).not.toBe(first);
});

test("a file is fetched from the web server a lever named", async () => {
  const b = await bench({ dcvGate: true });
  const { orderId } = await dv(b);
  const { body } = await reissue(b, orderId, { dcv_method: "http-token" });
  const seen: string[] = [];
  const web = createServer((request, response) => {
    seen.push(`${request.headers.host}${request.url}`);
    response.end(String(body["dcv_random_value"]));
  });
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  try {
    await b.levers.publish({ web: `127.0.0.1:${(web.address() as AddressInfo).port}` });
    expect((await b.call("PUT", `/order/certificate/${orderId}/check-dcv`)).body["order_status"]).toBe("issued");
    expect(seen).toEqual(["www.example.com/.well-known/pki-validation/fileauth.txt"]);
  } finally {
    web.close();
  }
});

test("a TXT record is asked of the DNS server a lever named", async () => {
  const b = await bench({ dcvGate: true });
  const { orderId } = await dv(b);
  const { body } = await reissue(b, orderId);
  const text = Buffer.from(String(body["dcv_random_value"]));
  const dns = createSocket("udp4");
  dns.on("message", (query, from) => {
    const question = query.subarray(12, query.indexOf(0, 12) + 5);
    const head = Buffer.concat([query.subarray(0, 2), Buffer.from([0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0])]);
    const answer = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, text.length + 1, text.length]);
    dns.send(Buffer.concat([head, question, answer, text]), from.port, from.address);
  });
  await new Promise<void>((resolve) => dns.bind(0, "127.0.0.1", resolve));
  try {
    await b.levers.publish({ server: `127.0.0.1:${dns.address().port}` });
    expect((await b.call("PUT", `/order/certificate/${orderId}/check-dcv`)).body["order_status"]).toBe("issued");
  } finally {
    dns.close();
  }
});

test("validation shows text ids and which names are open", async () => {
  const b = await bench({ dcvGate: true });
  const { orderId } = await dv(b);
  await reissue(b, orderId);
  const { body } = await b.call("GET", `/order/certificate/${orderId}/validation`);
  expect(body).toMatchObject({
    order_id: String(orderId),
    order_status: "reissue_pending",
    dns_name_validations: [{ name_scope: "example.com", status: "pending", domain_id: expect.any(String) }],
  });
  expect("organization_id" in body).toBe(false);
});

test("a domain is prevalidated with its own value, and the same method again answers {}", async () => {
  const b = await bench({ dcvGate: true });
  const organization = listed((await b.call("GET", "/organization")).body["organizations"])[0]?.["id"];
  const added = await b.call("POST", "/domain", {
    name: "www.example.net",
    organization: { id: organization },
    validations: [{ type: "ov" }],
    dcv_method: "dns-txt-token",
  });
  const id = added.body["id"];
  expect([added.status, added.body["dcv_token"]?.["token"]]).toEqual([201, expect.any(String)]);
  expect((await b.call("PUT", `/domain/${id}/dcv/method`, { dcv_method: "dns-txt-token" })).body).toEqual({});
  const { token } = (await b.call("POST", `/domain/${id}/dcv/token`)).body;
  await b.levers.publish({ name: "example.net", type: "TXT", value: String(token) });
  expect((await b.call("PUT", `/domain/${id}/dcv/validate-token`)).body["status"]).toBe("active");
  const { orderId } = await b.levers.makeOrder({ commonName: "example.net" });
  await reissue(b, orderId, {}, { common_name: "example.net" });
  expect(await status(b, orderId)).toBe("issued");
});
