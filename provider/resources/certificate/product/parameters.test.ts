import { accepts, ignoredInputs, parameters, productFaults } from "./parameters";

test("a product nobody knows takes everything and refuses nothing", () => {
  const inputs = { commonName: "x", emails: ["a@example.com"], storeReissueAsDuplicate: true };

  expect(productFaults(inputs, "quantum_tls")).toEqual([]);
  expect(ignoredInputs(inputs, "quantum_tls")).toEqual([]);
  expect(accepts("unknown", "subject")).toBe(true);
});

test("what is ignored or forbidden is never sent", () => {
  expect(accepts("code-signing", "commonName")).toBe(false);
  expect(accepts("code-signing", "dnsNames")).toBe(false);
  expect(accepts("secure-email-sponsor", "commonNameIndicator")).toBe(true);
});

test("an input that says nothing is neither ignored nor forbidden", () => {
  expect(ignoredInputs({ emails: [], useAuthKey: false }, "ssl_basic")).toEqual([]);
  expect(productFaults({ storeReissueAsDuplicate: false }, "private_ssl_plus")).toEqual([]);
});

test("every family has an answer for every parameter", () => {
  const families = new Set(Object.values(parameters).map((uses) => Object.keys(uses).join()));

  expect(families.size).toBe(1);
});
