import { csrFor, namesIn } from "./keys";
import { type Client, client, listed, type Said } from "./program";
import { WEATHERS } from "./weather";

describe.each(WEATHERS)("DigiCert's own digicert_client, with CertCentral %s", (_, awkward) => {
  let theirs: Client;
  beforeAll(async () => {
    // it is older than the rule that every call has a User-Agent
    theirs = await client("digicert_client", { ...awkward, unsizedBody: "accept" });
  });
  afterEach(() => theirs.reset());

  const organization = async (): Promise<Said> => {
    const [first] = listed((await theirs.api("GET", "/organization"))["organizations"]);
    if (first === undefined) throw new Error("there is no organization");
    return first;
  };

  const place = async (common_name: string): Promise<Said> => {
    const { name, address, city, state, zip, country } = await organization();
    return await theirs.ask("place", {
      certificate_type: "sslplus",
      csr: csrFor(common_name),
      validity: 1,
      common_name,
      org_name: name,
      org_addr1: address,
      org_city: city,
      org_state: state,
      org_zip: zip,
      org_country: country,
    });
  };

  test("finds its division, organization and domain, and orders; what it sends besides is ignored", async () => {
    const { id } = await organization();
    const more = { validations: [{ type: "ov" }], dcv_method: "dns-txt-token" };
    await theirs.api("POST", "/domain", { name: "example.com", organization: { id }, ...more });

    const placed = await place("example.com");

    expect(placed).toMatchObject({ http_status: 201, requests: [{ status: "approved" }] });
    expect(await theirs.order(Number(placed["id"]))).toMatchObject({ product: "ssl_plus" });
    const sent = (await theirs.history()).find(({ path }) => path.endsWith("/ssl_plus"));
    expect(sent?.body).toMatchObject({ _customer_api_key: "[secret]", certificate_type: "sslplus", validity: 1 });
  });

  test("does not order for a domain that the account does not have", async () => {
    expect(await place("example.org")).toMatchObject({ status: 404, response: "No matching domain found" });
    expect(await theirs.orderIds()).toEqual([]);
  });

  test("views one order and all of them", async () => {
    const { orderId, certificateId } = await theirs.makeOrder({ commonName: "www.example.com" });

    expect(await theirs.ask("view", { id: orderId })).toMatchObject({
      http_status: 200,
      id: orderId,
      status: "issued",
      certificate: { id: certificateId, common_name: "www.example.com" },
    });
    expect(await theirs.ask("view_all")).toMatchObject({ orders: [{ id: orderId }], page: { total: 1 } });
    expect(await theirs.ask("view", { id: 1 })).toMatchObject({
      http_status: 404,
      errors: [{ code: "not_found|order" }],
    });
  });

  test("downloads by order and by certificate, and finds exactly three certificates in the bundle", async () => {
    const { orderId, certificateId } = await theirs.makeOrder({ commonName: "www.example.com" });

    for (const which of [{ digicert_order_id: orderId }, { digicert_certificate_id: certificateId }]) {
      const { certificates } = await theirs.ask("download", which);
      expect(namesIn(certificates?.["certificate"])).toEqual(["www.example.com"]);
      expect(Object.keys(certificates ?? {})).toEqual(["certificate", "intermediate", "root"]);
    }
  });

  test("makes a duplicate and finds it in the list", async () => {
    const { orderId } = await theirs.makeOrder({ commonName: "www.example.com" });
    const certificate = { common_name: "www.example.com", csr: csrFor("www.example.com"), signature_hash: "sha256" };

    const made = await theirs.ask("duplicate", { id: orderId, certificate });
    await theirs.advance(5);

    expect(made).toMatchObject({ id: orderId, requests: [{ id: expect.any(Number) }] });
    expect(listed(await theirs.ask("duplicates", { id: orderId }))).toMatchObject([
      { common_name: "www.example.com", status: "approved", sub_id: "001" },
    ]);
  });
});
