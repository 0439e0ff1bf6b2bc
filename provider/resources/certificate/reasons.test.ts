import { listed, namedCertificate } from "../wording";
import { type Reason, sentence } from "./reasons";

test("of a long list the first few are told, and how many more there are", () => {
  expect(listed(["a", "b"])).toBe("a, b");
  expect(listed(["a", "b", "c", "d", "e"])).toBe("a, b, c, d, e");
  expect(listed(["a", "b", "c", "d", "e", "f", "g"])).toBe("a, b, c, d, e and 2 more");
});

const many = Array.from({ length: 12 }, (_, n) => 1001 + n);
const certificates = many.map((certificateId) => ({ certificateId }));
const names = many.map((n) => `${n}.example.com`);

test.each<Reason>([
  { code: "retire-due", certificates },
  { code: "removal-revokes", names, certificates, allowed: true },
  { code: "removal-revokes", names, certificates, allowed: false },
  { code: "names-removed", names },
])("what is taken is named one by one, however much it is: $code", (reason) => {
  const words = sentence(reason);
  for (const id of many)
    for (const name of [
      ...("certificates" in reason ? [`certificate ${id}`] : []),
      ...("names" in reason ? [`${id}.example.com`] : []),
    ])
      expect(words).toContain(name);
});

test("superseded certificates that are left to people are named one by one", () => {
  const sentences = many.map((id) => `superseded certificate ${id} is not revoked by this resource, for x`);
  const said = sentence({ code: "retirement-rejected", sentences });
  for (const id of many) expect(said).toContain(`certificate ${id}`);
  expect(said).toContain("leaves them alone");
});

test("a certificate is named by what is known of it", () => {
  expect(namedCertificate({ certificateId: 7, serialNumber: "0A", notAfter: "2027-04-17T23:59:59.000Z" })).toBe(
    "certificate 7, serial 0A, valid until 2027-04-17",
  );
  expect(namedCertificate({})).toBe("certificate without id");
});

test.each<[Reason, string]>([
  [{ code: "key-changed", to: "P-256 9f3a…" }, "key changed (to P-256 9f3a…)"],
  [{ code: "common-name-changed", to: "a.example.com" }, "common name becomes a.example.com"],
  [{ code: "key-changed-elsewhere" }, "reissued outside of Pulumi with another key (a certificate)"],
  [
    { code: "pending-request", requestIds: [], phase: "something new", instead: false, foreign: false },
    "continues an unfinished issuance",
  ],
  [
    { code: "removal-revokes", names: ["a.example.com"], certificates: [], allowed: true },
    "removing a.example.com: within 72 hours of the new issuance DigiCert revokes every earlier certificate of the order",
  ],
])("what is not known is left out of a sentence: %#", (reason, words) => {
  expect(sentence(reason)).toBe(words);
});
