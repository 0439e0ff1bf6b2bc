import { familyOf, isDomainValidated, namesOfFamily, sanRemovalRevokes } from "./product-family";

test.each([
  ["ssl_basic", "public-tls", "hosts", true],
  ["ssl_ev_securesite_flex", "public-tls", "hosts", true],
  ["wildcard_dv_rapidssl", "public-tls", "hosts", true],
  ["cloud_dv_geotrust", "public-tls", "hosts", true],
  ["private_ssl_plus", "private-tls", "hosts", true],
  ["code_signing_ev", "code-signing", "none", false],
  ["secure_email_mailbox", "secure-email-individual", "mailboxes", false],
  ["secure_email_sponsor", "secure-email-sponsor", "mailboxes", false],
  ["secure_email_organization", "secure-email-organization", "mailboxes", false],
  ["client_premium", "client", "mailboxes", false],
  ["document_signing_org_1", "document-signing", "none", false],
  ["vmc_basic", "vmc", "hosts", false],
  ["something_new", "unknown", "hosts", true],
])("%s is %s: it names %s, and losing one revokes: %p", (product, family, names, loses) => {
  expect(familyOf(product)).toBe(family);
  expect(namesOfFamily(familyOf(product))).toBe(names);
  expect(sanRemovalRevokes(product)).toBe(loses);
});

test.each([
  ["ssl_dv_rapidssl", true],
  ["wildcard_dv_geotrust", true],
  ["ssl_basic", false],
  ["ssl_ev_basic", false],
  ["private_ssl_advanced", false],
])("%s is domain validated: %p", (product, is) => {
  expect(isDomainValidated(product)).toBe(is);
});
