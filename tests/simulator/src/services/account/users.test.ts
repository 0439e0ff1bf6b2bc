import { bench, listed } from "../../testing/bench";

test("the users of the account, and of no other", async () => {
  const b = await bench();
  const standard = await b.levers.makeKey({ family: "services", role: "standard" });
  const stranger = await b.levers.makeKey({ family: "services", role: "admin", account: "other" });
  const me = (await b.call("GET", "/user/me")).body;
  const { body } = await b.call("GET", "/user");
  expect(listed(body["users"]).map((user) => user["id"])).toEqual([me["id"], standard.userId]);
  expect(listed(body["users"])[1]).toMatchObject({
    status: "active",
    access_roles: [{ id: 5, name: "Standard User" }],
  });
  expect(body["page"]).toEqual({ total: 2, limit: 1000, offset: 0 });
  expect((await b.call("GET", "/user", undefined, stranger.apiKey)).body["page"]?.["total"]).toBe(1);
});

test("a key for orders alone may not list them", async () => {
  const b = await bench();
  const { apiKey } = await b.levers.makeKey({ family: "services", role: "admin", restriction: 100 });
  expect((await b.call("GET", "/user", undefined, apiKey)).status).toBe(403);
});
