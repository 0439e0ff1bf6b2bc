import { type Bench, bench, listed, oneLine } from "../testing/bench";

const order = async (b: Bench, more: object = {}): Promise<number> =>
  (await b.levers.makeOrder({ commonName: "www.example.com", dnsNames: ["a.example.com"], ...more })).orderId;

const reissue = (b: Bench, id: number, more: object = { skip_approval: true }) => {
  const certificate = {
    common_name: "www.example.com",
    dns_names: ["a.example.com"],
    csr: oneLine(),
    signature_hash: "sha256",
  };
  return b.call("POST", `/order/certificate/${id}/reissue`, { certificate, ...more });
};

test("an order may read issued while its reissue is pending", async () => {
  const b = await bench({ issuedWhileReissuePending: true });
  const id = await order(b, { approval: true });
  await reissue(b, id, {});
  expect((await b.call("GET", `/order/certificate/${id}`)).body["status"]).toBe("issued");
  expect((await reissue(b, id, {})).status).toBe(400);
});

test("a certificate has no status of its own until it was reissued or revoked", async () => {
  const b = await bench({ certificateStatusAbsent: true });
  const id = await order(b);
  const status = async () => (await b.call("GET", `/order/certificate/${id}`)).body["certificate"]?.["status"];
  expect(await status()).toBeUndefined();
  await reissue(b, id);
  expect(await status()).toBe("issued");
});

test("a request shows the order as it was when it was made", async () => {
  const b = await bench({ staleRequestView: true });
  const id = await order(b, { approval: true });
  const request = (await reissue(b, id, {})).body["requests"]?.[0]?.["id"];
  await b.levers.approve(Number(request));
  expect((await b.call("GET", `/request/${request}`)).body).toMatchObject({
    status: "approved",
    order: { status: "reissue_pending" },
  });
  await b.levers.setAwkward({ staleRequestView: false });
  expect((await b.call("GET", `/request/${request}`)).body).toMatchObject({
    status: "approved",
    order: { status: "issued" },
  });
});

test("a download may answer with the certificate that was downloaded before", async () => {
  const b = await bench({ sameDownload: 1 });
  const id = await order(b);
  const [first, second] = [
    (await b.levers.order(id)).certificates[0]?.id,
    (await reissue(b, id)).body["certificate_id"],
  ];
  const pem = async (certificate: unknown) =>
    (await b.call("GET", `/certificate/${certificate}/download/format/pem_nointermediate`)).text;
  expect(await pem(first)).toBe(await pem(second));
});

test("the reissue list may hold copies of the primary in place of earlier reissues", async () => {
  const b = await bench({ primaryInsteadOfReissues: true });
  const id = await order(b);
  await reissue(b, id);
  const last = (await reissue(b, id)).body["certificate_id"];
  const entries = listed((await b.call("GET", `/order/certificate/${id}/reissue`)).body["certificates"]);
  expect(entries.map((e) => e["id"])).toEqual([last, last]);
});

test("an empty map may be a list", async () => {
  const b = await bench({ emptyMapsAsLists: true });
  expect((await b.call("GET", "/order/certificate/status-changes?seconds=1")).body).toEqual([]);
});

test("PEM texts may use CRLF, flags and request ids may be texts", async () => {
  const b = await bench({ crlf: true, flagsAsText: true, requestIdAsText: true });
  const id = await order(b);
  const info = (await b.call("GET", `/order/certificate/${id}`)).body;
  expect([String(info["certificate"]?.["csr"]).includes("\r\n"), info["auto_reissue"]]).toEqual([true, "0"]);
  expect((await reissue(b, id, {})).body["requests"]).toEqual([{ id: expect.stringMatching(/^\d+$/) }]);
});

test("dns_names contain the common name, or do not", async () => {
  const b = await bench({ commonNameAmongDnsNames: true });
  const id = await order(b);
  const names = async () => (await b.call("GET", `/order/certificate/${id}`)).body["certificate"]?.["dns_names"];
  expect(await names()).toEqual(["www.example.com", "a.example.com"]);
  await b.levers.setAwkward({ commonNameAmongDnsNames: false });
  expect(await names()).toEqual(["a.example.com"]);
});

test("the CA may add a name of its own", async () => {
  const b = await bench({ wwwAdded: true });
  const { orderId } = await b.levers.makeOrder({ commonName: "example.com" });
  expect((await b.levers.order(orderId)).certificates[0]?.issuedNames).toEqual(["example.com", "www.example.com"]);
});

test("the same seed throws the same dice", async () => {
  const ids = async (seed: number): Promise<number[]> => {
    const b = await bench({}, { seed });
    return [await order(b), await order(b), await order(b)];
  };
  expect(await ids(3)).toEqual(await ids(3));
  expect(await ids(3)).not.toEqual(await ids(4));
});
