import { X509Certificate } from "node:crypto";
import { bench, listed, oneLine } from "../../testing/bench";

const reissue = { common_name: "www.example.com", csr: oneLine(), signature_hash: "sha256" };

test.each([
  ["default", "application/zip"],
  ["apache", "application/zip"],
  ["default_cer", "application/zip"],
  ["default_pem", "application/zip"],
  ["cer", "application/x-pkcs7-certificates"],
  ["p7b", "application/x-pkcs7-certificates"],
  ["pem_all", "application/x-pem-file"],
  ["pem_noroot", "application/x-pem-file"],
  ["pem_nointermediate", "application/x-pem-file"],
])("the format %s comes as %s, by certificate and by order", async (format, type) => {
  const b = await bench();
  const { orderId, certificateId } = await b.levers.makeOrder({ commonName: "www.example.com" });
  for (const path of [`/certificate/${certificateId}/download`, `/certificate/download/order/${orderId}`]) {
    const { status, headers, text } = await b.call("GET", `${path}/format/${format}`);
    expect([status, headers.get("content-type"), text.length > 0]).toEqual([200, type, true]);
  }
});

test("a platform's default is a ZIP, that of platform 29 a PEM bundle; a format nobody knows is refused", async () => {
  const b = await bench();
  const { orderId, certificateId } = await b.levers.makeOrder({ commonName: "www.example.com" });
  const get = async (path: string) => {
    const { status, headers } = await b.call("GET", `/certificate/${path}`);
    return [status, headers.get("content-type")];
  };
  expect(await get(`${certificateId}/download/platform`)).toEqual([200, "application/zip"]);
  expect(await get(`${certificateId}/download/platform/2`)).toEqual([200, "application/zip"]);
  expect(await get(`${certificateId}/download/platform/29`)).toEqual([200, "application/x-pem-file"]);
  expect(await get(`download/order/${orderId}`)).toEqual([200, "application/zip"]);
  expect((await get(`${certificateId}/download/format/docx`))[0]).toBe(400);
});

test("an order's download is its active certificate: not the one before, and no duplicate", async () => {
  const b = await bench();
  const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com" });
  const { body } = await b.call("POST", `/order/certificate/${orderId}/reissue`, {
    certificate: reissue,
    skip_approval: true,
  });
  await b.call("POST", `/order/certificate/${orderId}/duplicate`, { certificate: reissue, skip_approval: true });
  const { text } = await b.call("GET", `/certificate/download/order/${orderId}/format/pem_nointermediate`);
  const { certificates } = await b.levers.order(orderId);
  expect(certificates.map(({ kind }) => kind)).toEqual(["original", "reissue", "duplicate"]);
  expect(new X509Certificate(text).serialNumber).toBe(
    certificates.find(({ id }) => id === Number(body["certificate_id"]))?.serialNumber,
  );
});

test("before it is issued nothing can be had, with the status and code of the switches", async () => {
  const b = await bench({ slowIssuanceSeconds: [60, 60] });
  const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com" });
  const { body } = await b.call("POST", `/order/certificate/${orderId}/reissue`, {
    certificate: reissue,
    skip_approval: true,
  });
  const path = `/certificate/${body["certificate_id"]}`;
  for (const more of ["/download/format/pem_all", "/download/platform", "/chain"])
    expect((await b.call("GET", path + more)).status).toBe(404);
  await b.levers.setAwkward({ downloadBeforeIssuance: 400, downloadBeforeIssuanceCode: "not_yet" });
  const refused = await b.call("GET", `${path}/download/format/pem_all`);
  expect([refused.status, refused.body["errors"]]).toMatchObject([400, [{ code: "not_yet" }]]);
  await b.levers.advance(61);
  expect((await b.call("GET", `${path}/download/format/pem_all`)).status).toBe(200);
});

test("the chain begins with the leaf; the account's intermediates tell how long they live", async () => {
  const b = await bench();
  const { certificateId } = await b.levers.makeOrder({ commonName: "www.example.com" });
  const chain = listed((await b.call("GET", `/certificate/${certificateId}/chain`)).body["intermediates"]);
  expect(chain.map((c) => c["subject_common_name"])).toEqual([
    "www.example.com",
    expect.stringContaining("CA1"),
    "SIMULATOR, NOT DIGICERT",
  ]);
  const [first] = listed((await b.call("GET", "/certificate/intermediates")).body["intermediates"]);
  expect(first).toMatchObject({
    id: expect.any(Number),
    issuer_common_name: "SIMULATOR, NOT DIGICERT",
    valid_from: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    valid_to: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    serial_number: expect.any(String),
    thumbprint: expect.stringMatching(/^[0-9A-F]{40}$/),
  });
});
