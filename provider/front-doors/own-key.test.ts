import { doorFor, urn } from "./door.fake";

/* An API key that was pasted into an input is refused before it is said, sent or stored. */
const KEY = "0123456789ABCDEF";
const HOLDS =
  ": holds the provider's own API key: remove it, and have the key replaced in CertCentral if others may have seen it";

test.each<[string, object, string]>([
  ["a name that could be one", { commonName: KEY }, "commonName"],
  ["in lower case", { dnsNames: ["www.example.com", KEY.toLowerCase()] }, "dnsNames"],
  ["a name that would be warned of", { product: "ssl_basic", dnsNames: [`${KEY}.example.con`] }, "dnsNames"],
  ["within a text", { comments: `asked for with ${KEY}.` }, "comments"],
  ["deep within a list", { triggers: [{ of: [KEY] }] }, "triggers"],
  ["as the name of a member", { triggers: { [KEY]: 1 } }, "triggers"],
])("%s", async (_, inputs, input) => {
  const door = await doorFor();

  const { failures } = await door.check({}, { orderId: 118, ...inputs, __urn: urn("web") });

  expect(failures[0]).toEqual({ property: "", reason: `${input}${HOLDS}` });
  expect(JSON.stringify([failures, door.said]).toUpperCase()).not.toContain(KEY);
});

test("as the name of an input it is not shown either", async () => {
  const { failures } = await (await doorFor()).check({}, { orderId: 118, [KEY]: "x", __urn: urn("web") });

  expect(failures[0]?.reason).toBe(`[secret]${HOLDS}`);
  expect(JSON.stringify(failures)).not.toContain(KEY);
});
