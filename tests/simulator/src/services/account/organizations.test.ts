import { bench, listed } from "../../testing/bench";

const WHOLE = {
  name: "Acme",
  address: "1 Main St",
  city: "Lehi",
  state: "UT",
  zip: "84043",
  country: "us",
  telephone: "1",
};

test("a new one has an id, is found in the list and by name, and shows its validations", async () => {
  const b = await bench();
  const { status, body } = await b.call("POST", "/organization", { ...WHOLE, assumed_name: "Acme & Co" });
  expect([status, body]).toEqual([201, { id: expect.any(Number) }]);
  const list = await b.call("GET", "/organization?filters[name]=Acme&container_id=5");
  expect(list.body).toMatchObject({
    organizations: [{ id: body["id"], country: "US", assumed_name: "Acme & Co", container: { id: 5 } }],
    page: { total: 1 },
  });
  const validations = [{ type: "ov", status: "active" }, { type: "ev" }, { type: "cs" }];
  expect((await b.call("GET", `/organization/${body["id"]}`)).body).toMatchObject({ name: "Acme", validations });
  expect((await b.call("GET", `/organization/${body["id"]}/validation`)).body).toMatchObject({ validations });
});

test.each([
  [{ name: "x".repeat(65) }, "name"],
  [{ name: "x".repeat(40), assumed_name: "y".repeat(22) }, "assumed_name"],
  [{ city: "x".repeat(65) }, "city"],
  [{ zip: "x".repeat(41) }, "zip"],
  [{ telephone: "1".repeat(33) }, "telephone"],
  [{ country: "Utah" }, "country"],
])("%j is refused", async (more, field) => {
  const b = await bench();
  const { status, body } = await b.call("POST", "/organization", { ...WHOLE, ...more });
  expect([status, body["errors"]]).toMatchObject([400, [{ code: `invalid_param:${field}` }]]);
});

test("what is missing is named all at once; another account's does not exist", async () => {
  const b = await bench();
  const { body } = await b.call("POST", "/organization", { name: "Acme", city: "Lehi" });
  expect(listed(body["errors"]).map(({ code }) => code)).toEqual(
    ["address", "state", "zip", "country", "telephone"].map((field) => `required_param:${field}`),
  );
  const { apiKey } = await b.levers.makeKey({ family: "services", role: "admin", account: "other" });
  const [ours] = listed((await b.call("GET", "/organization")).body["organizations"]);
  expect((await b.call("GET", `/organization/${ours?.["id"]}`, undefined, apiKey)).status).toBe(404);
});

test("deactivated and activated again", async () => {
  const b = await bench();
  const [{ id } = { id: undefined }] = listed((await b.call("GET", "/organization")).body["organizations"]);
  expect((await b.call("PUT", `/organization/${id}/deactivate`)).status).toBe(204);
  expect((await b.call("GET", `/organization/${id}`)).body).toMatchObject({ is_active: false, status: "inactive" });
  await b.call("PUT", `/organization/${id}/activate`);
  expect((await b.call("GET", `/organization/${id}`)).body).toMatchObject({ is_active: true, status: "active" });
});

test("a zip may be a number", async () => {
  const b = await bench({ zipAsNumber: true });
  expect(listed((await b.call("GET", "/organization")).body["organizations"])[0]?.["zip"]).toBe(84043);
});
