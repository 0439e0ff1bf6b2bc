import { anyCertificateOf, anyCredentialOf, roughKeyOf, serialName } from "./words";

const certificate = { kind: "Certificate", orderId: 118 };
const duplicate = { ...certificate, storeReissueAsDuplicate: true };

test.each([
  ["the certificate of an order", certificate, "Certificate order 118"],
  ["the same, by text", { ...certificate, orderId: "118" }, "Certificate order 118"],
  ["whatever its key", { ...certificate, csr: "CSR" }, "Certificate order 118"],
  ["a duplicate whose key is not known yet", duplicate, "Certificate duplicate of order 118"],
  ["an order that is not known yet", { kind: "Certificate" }, undefined],
  ["another kind of resource", { kind: "Revocation", orderId: 118 }, undefined],
])("what two resources cannot both keep: %s", (_, named, key) => {
  expect(roughKeyOf(named)).toBe(key);
});

test("two duplicates of an order are one where their CSRs are, but for blanks around them", () => {
  const key = (csr: string) => roughKeyOf({ ...duplicate, csr });

  expect(key("one\n")).toBe(key("one"));
  expect(key("one")).not.toBe(key("two"));
  expect(key("one")).not.toContain("one");
});

test("an id and its text are the same order and the same contract", () => {
  expect(anyCertificateOf(118)).toBe(anyCertificateOf("118"));
  expect(anyCredentialOf(12)).toBe(anyCredentialOf("12"));
});

test.each(["0A1B2C", "a1b2c", "00A1B2C"])("a serial number has one name, however it is written: %s", (serial) => {
  expect(serialName(serial)).toBe("serial A1B2C");
});
