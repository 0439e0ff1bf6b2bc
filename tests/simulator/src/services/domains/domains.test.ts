import { type Bench, bench, listed } from "../../testing/bench";

const add = async (b: Bench, more: object = {}) => {
  const [organization] = listed((await b.call("GET", "/organization")).body["organizations"]);
  return b.call("POST", "/domain", {
    name: "example.com",
    organization: { id: organization?.["id"] },
    validations: [{ type: "ov" }, { type: "smime" }],
    ...more,
  });
};

test("a new domain is proven by mail unless told otherwise; with a token the answer has it", async () => {
  const b = await bench();
  const byMail = await add(b);
  expect([byMail.status, Object.keys(byMail.body)]).toEqual([201, ["id", "validation_emails"]]);
  expect((await add(b, { name: "example.org", dcv_method: "dns-cname-token" })).body["dcv_token"]).toMatchObject({
    token: expect.any(String),
    status: "pending",
    expiration_date: expect.stringMatching(/\+00:00$/),
    verification_value: "dcv.digicert.com",
  });
});

test("until when a proven domain is reused is a plain day", async () => {
  const b = await bench();
  await b.levers.makeOrder({ commonName: "www.example.com" });
  const [domain] = listed((await b.call("GET", "/domain")).body["domains"]);
  const day = expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/);
  expect(domain?.["dcv_expiration"]).toEqual({ ov: day, ev: day });
});

test.each([
  [{ name: "www.example.com" }, "example.com"],
  [{ name: "www.example.com", keep_www: true }, "www.example.com"],
  [{ name: "www.example.com", dcv_method: "http-token" }, "www.example.com"],
])("%j is kept as %s", async (more, name) => {
  const b = await bench();
  const { body } = await add(b, more);
  expect((await b.call("GET", `/domain/${body["id"]}`)).body["name"]).toBe(name);
});

test.each([
  [{ name: undefined }, "required_param:name"],
  [{ organization: undefined }, "required_param:organization.id"],
  [{ validations: [] }, "required_param:validations"],
  [{ validations: [{ type: "magic" }] }, "invalid_param:validations"],
  [{ name: "no" }, "invalid_domain_name"],
  [{ dcv_method: "pigeon" }, "invalid_dcv_method"],
])("%j is refused", async (more, code) => {
  const { status, body } = await add(await bench(), more);
  expect([status, body["errors"]]).toMatchObject([400, [{ code }]]);
});

test("validations and token are shown where asked for", async () => {
  const b = await bench();
  const { id } = (await add(b, { dcv_method: "dns-txt-token" })).body;
  const bare = (await b.call("GET", `/domain/${id}`)).body;
  expect([bare["dcv_token"], bare["validations"]]).toEqual([undefined, undefined]);
  expect((await b.call("GET", `/domain/${id}?include_dcv=true&include_validation=true`)).body).toMatchObject({
    dcv_token: { status: "pending" },
    validations: [{ type: "ov", dcv_status: "pending" }, { type: "ev" }],
  });
});

test("a new value ends the former one; the right one proves the domain, and the list tells", async () => {
  const b = await bench();
  const { id, dcv_token: first } = (await add(b, { dcv_method: "dns-txt-token" })).body;
  const second = (await b.call("POST", `/domain/${id}/dcv/token`)).body["token"];
  const prove = async (value: unknown) => {
    await b.levers.publish({ name: "example.com", type: "TXT", value: String(value) });
    return (await b.call("PUT", `/domain/${id}/dcv/validate-token`)).body["status"];
  };
  expect([await prove(first?.["token"]), await prove(second)]).toEqual(["pending", "active"]);
  const names = async (validation: string) =>
    listed((await b.call("GET", `/domain?filters[validation]=${validation}`)).body["domains"]).map(({ name }) => name);
  expect([await names("completed"), await names("pending")]).toEqual([["example.com"], []]);
});

test("the method changes: a token, mails, and nothing where it was that one already", async () => {
  const b = await bench();
  const { id } = (await add(b)).body;
  const change = async (dcv_method: string) =>
    Object.keys((await b.call("PUT", `/domain/${id}/dcv/method`, { dcv_method })).body);
  expect(await change("http-token")).toEqual(["dcv_token"]);
  expect(await change("http-token")).toEqual([]);
  expect(await change("email")).toEqual(["validation_emails"]);
  const token = await b.call("POST", `/domain/${id}/dcv/token`);
  expect([token.status, token.body["errors"]]).toMatchObject([400, [{ code: "invalid_dcv_method" }]]);
});
