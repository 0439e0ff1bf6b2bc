import { bare, csrFor, forUrls, namesIn } from "./keys";
import { type Client, client } from "./program";
import { WEATHERS } from "./weather";

describe.each(WEATHERS)("acme2certifier's CA handler, with CertCentral %s", (_, awkward) => {
  let handler: Client;
  beforeAll(async () => {
    // it works only where a certificate comes back with the order
    handler = await client("acme2certifier", { ...awkward, slowIssuanceSeconds: [0, 0] });
  });
  afterEach(() => handler.reset());

  test.each([
    ["base64 of an ACME client", forUrls],
    ["plain base64", (text: string) => text],
  ])("finds its organization by name and enrolls with a CSR that has no header: %s", async (_how, spelt) => {
    const said = await handler.ask("enroll", { csr: spelt(bare(csrFor("www.example.com"))) });

    expect(said).toMatchObject({ error: null });
    expect(namesIn(said["bundle"])).toEqual(["www.example.com"]);
    expect(String(said["bundle"]).match(/BEGIN CERTIFICATE/g)).toHaveLength(3);
    expect(await handler.order(Number(said["order"]))).toMatchObject({ status: "issued", product: "ssl_basic" });
  });

  test("revokes by serial number, at once", async () => {
    const { raw, order } = await handler.ask("enroll", { csr: bare(csrFor("www.example.com")) });

    expect(await handler.ask("revoke", { raw })).toMatchObject({ code: 200 });

    expect(await handler.order(Number(order))).toMatchObject({ certificates: [{ status: "revoked" }] });
  });

  test("hands on the errors of an order that is refused", async () => {
    await handler.setAwkward({ csrWithoutHeader: "never" });

    const said = await handler.ask("enroll", { csr: bare(csrFor("www.example.com")) });

    expect(said["error"]).toMatch(/^Error during order creation: 400 - .*csr_invalid_cannot_parse/);
  });

  test("cannot wait: an order that needs approval ends without a certificate", async () => {
    await handler.setAwkward({ approvalGate: true });

    expect(await handler.ask("enroll", { csr: bare(csrFor("www.example.com")) })).toMatchObject({ bundle: null });
  });
});
