import { type Answered, type Bench, bench, DAY_SECONDS, listed } from "../testing/bench";

const contact = {
  first_name: "Ada",
  last_name: "Example",
  email: "ada@example.com",
  telephone: "1",
  job_title: "Admin",
};
const organization = {
  name: "Example",
  address: "1 Street",
  city: "Lehi",
  state: "Utah",
  zip: "84043",
  country: "US",
  telephone: "1",
  organization_contact: contact,
};
const create = (b: Bench, more: object = {}) =>
  b.partner("POST", "/acme", { product_name_id: "ssl_dv_rapidssl", sans: ["www.example.com"], ...more });

test("a contract shows its secrets once, at its creation", async () => {
  const b = await bench();
  const { status, body } = await create(b);
  expect([status, body]).toEqual([
    201,
    {
      acme_contract_id: expect.any(Number),
      account_id: expect.any(Number),
      directory_url: "https://acme.digicert.com/v2/acme/directory",
      eab_set: { kid: expect.any(String), hmac_key: expect.any(String) },
      valid_till: expect.stringMatching(/^\d{4}-\d\d-\d\d 00:00:00$/),
    },
  ]);
  const read = await b.partner("GET", `/acme/${body["acme_contract_id"]}`);
  expect(read.body).toMatchObject({
    sans: ["www.example.com"],
    organization: null,
    date_canceled: null,
    auto_renew: false,
    created_at: expect.stringMatching(/Z$/),
  });
  expect(read.text).not.toContain(String(body["eab_set"]?.["hmac_key"]));
  expect(read.text).not.toContain("acme.digicert.com");
});

test("regenerate revokes the older pairs by default", async () => {
  const b = await bench();
  const { acmeContractId: id } = await b.levers.makeContract({ credentials: 2 });
  const { status, body } = await b.partner("POST", `/acme/${id}/credentials/regenerate`);
  expect([status, Object.keys(body)]).toEqual([
    201,
    ["acme_contract_id", "account_id", "directory_url", "eab_set", "valid_till"],
  ]);
  const credentials = listed((await b.partner("GET", `/acme/${id}/credentials`)).body["credentials"]);
  expect(credentials.map((c) => c["status"])).toEqual(["revoked", "revoked", "active"]);
  expect(credentials[2]).toEqual({
    credential_id: expect.any(Number),
    kid_hint: String(body["eab_set"]?.["kid"]).slice(-4),
    status: "active",
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  });
});

test("with revoke_existing false the old pairs live on, until one is revoked by its id", async () => {
  const b = await bench();
  const { acmeContractId: id, credentials } = await b.levers.makeContract();
  await b.partner("POST", `/acme/${id}/credentials/regenerate`, { revoke_existing: false });
  expect((await b.levers.eabKeys()).length).toBe(2);
  const revoke = () => b.partner("POST", `/acme/${id}/credentials/revoke/${credentials[0]?.credentialId}`);
  expect([(await revoke()).status, (await revoke()).status]).toEqual([204, 400]);
  expect((await b.levers.contract(id)).credentials.map((c) => c.status)).toEqual(["revoked", "active"]);
  expect((await b.partner("POST", `/acme/${id}/credentials/revoke`)).status).toBe(204);
  expect(await b.levers.eabKeys()).toEqual([]);
});

test("a parent key is refused for contracts, a subaccount's for reporting", async () => {
  const b = await bench();
  const { acmeContractId: id } = await b.levers.makeContract();
  const { apiKey } = await b.levers.makeKey({ family: "partner", role: "parent", account: "parent" });
  expect((await b.partner("GET", `/acme/${id}`, undefined, apiKey)).status).toBe(403);
  expect((await b.partner("GET", "/account/reporting")).status).toBe(403);
  expect((await b.partner("GET", "/account/reporting", undefined, apiKey)).body["accounts"]).toMatchObject([
    { acme: [{ acme_contract_id: id }] },
  ]);
});

test("another subaccount's contract does not exist", async () => {
  const b = await bench();
  const { acmeContractId: id } = await b.levers.makeContract({ account: "other" });
  expect((await b.partner("POST", `/acme/${id}/credentials/regenerate`)).status).toBe(404);
});

test("PUT resets auto_renew, PATCH leaves it", async () => {
  const b = await bench();
  const { body } = await create(b, { auto_renew: true });
  const autoRenew = async () => (await b.partner("GET", `/acme/${body["acme_contract_id"]}`)).body["auto_renew"];
  expect((await b.partner("PATCH", `/acme/${body["acme_contract_id"]}`, {})).status).toBe(204);
  expect(await autoRenew()).toBe(true);
  expect((await b.partner("PUT", `/acme/${body["acme_contract_id"]}`, {})).status).toBe(204);
  expect(await autoRenew()).toBe(false);
});

test("a contract is canceled within thirty days, and not later", async () => {
  const b = await bench();
  const young = (await create(b)).body["acme_contract_id"];
  const old = (await create(b)).body["acme_contract_id"];
  expect((await b.partner("DELETE", `/acme/${young}`)).status).toBe(204);
  expect((await b.partner("GET", `/acme/${young}`)).body["date_canceled"]).toMatch(/Z$/);
  expect((await b.partner("PUT", `/acme/${young}/sans`, { sans: ["a.example.com"] })).status).toBe(400);
  await b.levers.advance(31 * DAY_SECONDS);
  expect((await b.partner("DELETE", `/acme/${old}`)).status).toBe(400);
});

test("SANs are added and removed, never replaced", async () => {
  const b = await bench();
  const id = (await create(b)).body["acme_contract_id"];
  expect((await b.partner("PUT", `/acme/${id}/sans`, { sans: ["a.example.com"] })).status).toBe(204);
  expect((await b.partner("DELETE", `/acme/${id}/sans`, { sans: ["www.example.com"] })).status).toBe(204);
  expect((await b.partner("GET", `/acme/${id}`)).body["sans"]).toEqual(["a.example.com"]);
  expect(
    (await b.partner("PUT", `/acme/${id}/sans`, { sans: Array.from({ length: 250 }, (_, i) => `n${i}.example.com`) }))
      .status,
  ).toBe(400);
});

test("an OV contract wants its organization, and another address ends the validation of all that share it", async () => {
  const b = await bench();
  expect(listed((await create(b, { product_name_id: "ssl_basic" })).body["errors"]).map((e) => e["code"])).toEqual([
    "required_param:organization",
  ]);
  const first = (await create(b, { product_name_id: "ssl_basic", organization })).body["acme_contract_id"];
  await b.levers.validateContract(String(first));
  const second = (await create(b, { product_name_id: "ssl_basic", organization })).body["acme_contract_id"];
  const validated = async () => [
    (await b.levers.contract(String(first))).organizationValidated,
    (await b.levers.contract(String(second))).organizationValidated,
  ];
  expect(await validated()).toEqual([true, true]);
  await b.partner("PATCH", `/acme/${first}`, {
    organization: { organization_contact: { ...contact, email: "new@example.com" } },
  });
  expect(await validated()).toEqual([true, true]);
  await b.partner("PATCH", `/acme/${first}`, { organization: { address: "2 Street" } });
  expect(await validated()).toEqual([false, false]);
});

test("what a new contract does not say of auto_renew, the account's setting says", async () => {
  const b = await bench({ autoRenewSubscription: true });
  const renews = async (more: object) =>
    (await b.partner("GET", `/acme/${(await create(b, more)).body["acme_contract_id"]}`)).body["auto_renew"];
  expect([await renews({}), await renews({ auto_renew: null }), await renews({ auto_renew: false })]).toEqual([
    true,
    true,
    false,
  ]);
});

test("an EV contract wants a verified contact too, and a PUT wants the organization again", async () => {
  const b = await bench();
  const ev = { product_name_id: "ssl_ev_basic", organization };
  const codes = (body: Answered) => listed(body["errors"]).map((e) => e["code"]);
  expect(codes((await create(b, ev)).body)).toEqual(["required_param:organization.verified_contacts"]);
  const made = await create(b, { ...ev, organization: { ...organization, verified_contacts: [contact] } });
  const put = await b.partner("PUT", `/acme/${made.body["acme_contract_id"]}`, { auto_renew: true });
  expect([made.status, put.status, codes(put.body)]).toEqual([201, 400, ["required_param:organization"]]);
});

test("a contract is canceled on its thirtieth day; nobody gets in with its pairs then, and none is made", async () => {
  const b = await bench();
  const id = (await create(b)).body["acme_contract_id"];
  await b.levers.advance(30 * DAY_SECONDS - 60);
  expect((await b.partner("DELETE", `/acme/${id}`)).status).toBe(204);
  expect(await b.levers.eabKeys()).toEqual([]);
  expect((await b.partner("POST", `/acme/${id}/credentials/regenerate`)).status).toBe(400);
  expect((await b.partner("GET", `/acme/${id}/credentials`)).status).toBe(200);
});

test("certificates are listed by name, without PEM or id", async () => {
  const b = await bench();
  const { acmeContractId: id } = await b.levers.makeContract();
  await b.levers.addCertificate(id, { domain: "www.example.com" });
  expect((await b.partner("GET", `/acme/${id}/certificates`)).body).toEqual({
    certificates: [
      {
        domain: "www.example.com",
        status: "issued",
        expiration_date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        serial_number: expect.stringMatching(/^[0-9A-F]+$/),
        sans: ["www.example.com"],
      },
    ],
  });
});

test("there is no list of contracts, and a key of the other family opens nothing", async () => {
  const b = await bench();
  const { acmeContractId: id } = await b.levers.makeContract();
  expect((await b.partner("GET", "/acme")).status).toBe(501);
  expect((await b.partner("GET", `/acme/${id}`, undefined, b.sim.apiKey)).status).toBe(403);
});

test("a contract with auto_renew outlives its year, another is over", async () => {
  const b = await bench();
  const [kept, left] = [
    (await create(b, { auto_renew: true })).body["acme_contract_id"],
    (await create(b)).body["acme_contract_id"],
  ];
  await b.levers.advance(400 * DAY_SECONDS);
  const regenerate = async (id: unknown) => (await b.partner("POST", `/acme/${id}/credentials/regenerate`)).status;
  expect([await regenerate(kept), await regenerate(left)]).toEqual([201, 400]);
});

test("CertCentral makes EAB pairs of its own, shown once", async () => {
  const b = await bench();
  const { status, body } = await b.call("POST", "/key/acme-eab/tlm", {
    name: "ours",
    product_name_id: "ssl_dv_rapidssl",
  });
  expect([status, Object.keys(body)]).toEqual([201, ["acme_directory_url", "ext_act_kid", "ext_act_hmac"]]);
  expect(await b.levers.eabKeys()).toEqual([
    { kid: body["ext_act_kid"], hmacKey: body["ext_act_hmac"], acmeContractId: null },
  ]);
  expect(
    (await b.call("POST", "/key/acme-eab/tlm", { name: "ours", product_name_id: "ssl_basic" })).body["errors"],
  ).toMatchObject([{ code: "required_param:organization_id" }]);
});
