import { dcvRecordsOf } from "./dcv";

const proof = (nameScope: string, method?: string) => ({
  nameScope,
  dnsNames: [`www.${nameScope}`],
  status: "pending",
  ...(method === undefined ? {} : { method }),
});

test.each([
  ["dns-txt-token", { type: "TXT", name: "example.com", value: "t0k" }],
  ["dns-cname-token", { type: "CNAME", name: "t0k.example.com", value: "dcv.digicert.com" }],
  ["http-token", { type: "HTTP", name: "http://example.com/.well-known/pki-validation/fileauth.txt", value: "t0k" }],
])("%s: what to publish, and where", (method, record) => {
  expect(dcvRecordsOf([proof("example.com", method)], undefined, "t0k")).toEqual([
    { domain: "example.com", ...record },
  ]);
});

test("one record a domain, in one order; the order's method where the page tells none", () => {
  const records = dcvRecordsOf([proof("b.example"), proof("a.example"), proof("b.example")], "dns-txt-token", "t0k");
  expect(records.map(({ name }) => name)).toEqual(["a.example", "b.example"]);
});

test("a method that works without a random value, or no value, is nothing to publish", () => {
  expect(dcvRecordsOf([proof("a.example", "email")], undefined, "t0k")).toEqual([]);
  expect(dcvRecordsOf([proof("a.example")], undefined, "t0k")).toEqual([]);
  expect(dcvRecordsOf([proof("a.example", "dns-txt-token")], undefined, undefined)).toEqual([]);
});
