import { csrFor } from "./keys";
import { type Client, client, listed } from "./program";
import { WEATHERS } from "./weather";

describe.each(WEATHERS)("certmesh, with CertCentral %s", (_, awkward) => {
  let certmesh: Client;
  beforeAll(async () => {
    certmesh = await client("certmesh", awkward);
  });
  afterEach(() => certmesh.reset());

  test("lists all orders, page by page, and those of one status", async () => {
    for (const at of [1, 2, 3, 4, 5]) await certmesh.makeOrder({ commonName: `n${at}.example.com` });
    await certmesh.revokeOrder((await certmesh.orderIds())[0] ?? 0);

    expect(listed(await certmesh.ask("list", { page_size: 2 }))).toHaveLength(5);
    expect(listed(await certmesh.ask("list", { page_size: 2, status: "revoked" }))).toMatchObject([
      {
        common_name: "n1.example.com",
        product_name: "Basic OV",
        valid_till: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      },
    ]);
  });

  test("searches by name, serial number and status together", async () => {
    const { orderId } = await certmesh.makeOrder({ commonName: "www.example.com" });
    await certmesh.makeOrder({ commonName: "other.example.com" });
    const serial_number = (await certmesh.order(orderId)).certificates[0]?.serialNumber;

    for (const by of [{ common_name: "www.example.com" }, { serial_number }, { serial_number, status: "issued" }])
      expect(listed(await certmesh.ask("search", by))).toMatchObject([{ order_id: orderId, serial_number }]);
  });

  test("orders and waits; then takes the PEM bundle for a ZIP, which the format's page does not say", async () => {
    const [{ id } = { id: 0 }] = listed((await certmesh.api("GET", "/organization"))["organizations"]);
    const desired = { common_name: "www.example.com", product_name_id: "ssl_basic", organization_id: id };

    await expect(
      certmesh.ask("order", { ...desired, san_dns_names: ["a.example.com"], comments: "hello" }),
    ).rejects.toThrow("not a valid ZIP archive");

    expect(await certmesh.order((await certmesh.orderIds())[0] ?? 0)).toMatchObject({
      status: "issued",
      certificates: [{ commonName: "www.example.com", dnsNames: ["a.example.com"], status: "issued" }],
    });
  });

  test("asks for a duplicate with a CSR in lines", async () => {
    const { orderId } = await certmesh.makeOrder({ commonName: "www.example.com" });

    const said = await certmesh.ask("duplicate", {
      order_id: orderId,
      csr: csrFor("www.example.com"),
      common_name: "www.example.com",
    });

    expect(said).toMatchObject({ id: orderId, requests: [{ id: expect.any(Number) }] });
    expect((await certmesh.order(orderId)).certificates).toMatchObject([{ kind: "original" }, { kind: "duplicate" }]);
  });

  test("revokes a certificate, or the one of an order, at once", async () => {
    const [one, other] = [
      await certmesh.makeOrder({ commonName: "one.example.com" }),
      await certmesh.makeOrder({ commonName: "other.example.com" }),
    ];

    await certmesh.ask("revoke", { certificate_id: one.certificateId, reason: "superseded", comments: "bye" });
    await certmesh.ask("revoke", { order_id: other.orderId });

    for (const { orderId } of [one, other])
      expect(await certmesh.order(orderId)).toMatchObject({ status: "issued", certificates: [{ status: "revoked" }] });
  });

  test("its spelling of some reasons is not the page's: whether that matters is a switch", async () => {
    const { orderId, certificateId } = await certmesh.makeOrder({ commonName: "www.example.com" });
    const revoke = () => certmesh.ask("revoke", { certificate_id: certificateId, reason: "key_compromise" });

    await expect(revoke()).rejects.toThrow("invalid_param:revocation_reason");
    await certmesh.setAwkward({ unknownRevocationReason: "ignore" });
    await revoke();

    expect(await certmesh.order(orderId)).toMatchObject({ revocations: [{ reason: "unspecified" }] });
  });

  test("tells an unknown order from a wrong key", async () => {
    await expect(certmesh.ask("revoke", { order_id: 1 })).rejects.toThrow("DigiCertOrderNotFoundError");
    await certmesh.fault({ path: "/revoke", kind: "status:403" });
    await expect(certmesh.ask("revoke", { certificate_id: 1 })).rejects.toThrow("DigiCertAuthenticationError");
  });
});
