import { csrFor, namesIn, serialOf } from "./keys";
import { type Client, client, listed } from "./program";
import { WEATHERS } from "./weather";

describe.each(WEATHERS)("Lemur's DigiCert plugin, with CertCentral %s", (_, awkward) => {
  let lemur: Client;
  beforeAll(async () => {
    lemur = await client("lemur", { ...awkward, rateWindows: [] });
  });
  afterEach(() => lemur.reset());

  test("orders a certificate, waits for it, and takes the PEM bundle apart", async () => {
    const names = ["www.example.com", "a.example.com"];

    const made = await lemur.ask("create", { csr: csrFor("www.example.com"), common_name: names[0], names, days: 60 });

    expect(namesIn(made["leaf"]).sort()).toEqual([...names].sort());
    expect(made["chain"]).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
    const [orderId = 0] = await lemur.orderIds();
    const { certificates, coverageTill } = await lemur.order(orderId);
    expect(certificates).toMatchObject([{ id: made["id"], status: "issued", validTill: coverageTill }]);
    expect(await lemur.ask("ordered", { id: orderId })).toMatchObject({ external_id: String(made["id"]) });
  });

  test("a legacy validity in years, and an empty list of names", async () => {
    const made = await lemur.ask("create", {
      csr: csrFor("www.example.com"),
      common_name: "www.example.com",
      years: 1,
    });

    expect(namesIn(made["leaf"])).toEqual(["www.example.com"]);
  });

  test("collects every issued certificate of the organization, page by page", async () => {
    for (let at = 0; at < 42; at++) await lemur.makeOrder({ commonName: `n${at}.example.com` });
    await lemur.revokeOrder((await lemur.makeOrder({ commonName: "revoked.example.com" })).orderId);

    const all = listed(await lemur.ask("certificates"));

    expect(new Set(all.map(({ serial }) => String(serial))).size).toBe(42);
    for (const { body, serial } of all) expect(BigInt(`0x${serialOf(body)}`)).toBe(BigInt(String(serial)));
  });

  test("asks for a revocation, which waits for an administrator", async () => {
    const { orderId, certificateId } = await lemur.makeOrder({ commonName: "www.example.com" });

    const asked = await lemur.ask("revoke", { id: certificateId, comments: "old", crl_reason: "superseded" });

    expect(asked).toMatchObject({ type: "revoke", status: "pending", comments: "old(superseded)" });
    expect((await lemur.order(orderId)).certificates).toMatchObject([{ status: "issued" }]);
    expect((await lemur.approve(Number(asked["id"]))).certificates).toMatchObject([{ status: "revoked" }]);
  });

  test("cancels a pending order; ignores one that is not there; is refused when it is issued", async () => {
    const issued = await lemur.makeOrder({ commonName: "www.example.com" });
    await lemur.setAwkward({ dcvGate: true });
    const pending = await lemur.api("POST", "/order/certificate/ssl_dv_rapidssl", {
      certificate: { common_name: "www.example.com", csr: csrFor("www.example.com"), signature_hash: "sha256" },
      order_validity: { years: 1 },
      dcv_method: "dns-txt-token",
    });

    await lemur.ask("cancel", { id: pending["id"], note: "no longer needed" });
    await lemur.ask("cancel", { id: 1, note: "somebody else's" });
    await expect(lemur.ask("cancel", { id: issued.orderId, note: "too late" })).rejects.toThrow("Failed to cancel");

    expect(await lemur.order(Number(pending["id"]))).toMatchObject({ status: "canceled" });
    expect(await lemur.order(issued.orderId)).toMatchObject({ status: "issued" });
  });

  test("tells its user what CertCentral said", async () => {
    await expect(lemur.ask("create", { csr: "hello, world", common_name: "www.example.com" })).rejects.toThrow(
      "The CSR could not be used",
    );
  });
});
