import type { CertificateInputs } from "../inputs";
import { askDigest, sameAsk } from "./equality";

test.each<[keyof CertificateInputs, unknown, unknown, boolean]>([
  ["isRsassaPss", undefined, false, true],
  ["isRsassaPss", undefined, true, false],
  ["profileOption", undefined, "server_auth_only_eku", true],
  ["profileOption", "server_client_auth_eku", "server_auth_only_eku", false],
  ["emails", ["a@x.example", "b@x.example"], ["b@X.example", "a@x.example"], true],
  ["emails", undefined, [], true],
  ["customExpirationDate", "2027-06-09", "09 JUN 2027", true],
  ["customExpirationDate", "2027-06-09", "10 JUN 2027", false],
  ["subject", { jobTitle: "clerk" }, { jobTitle: "clerk", includeEmail: false }, true],
  ["subject", undefined, { includeEmail: false }, true],
  ["subject", undefined, { includeEmail: true }, false],
  ["revocation", undefined, {}, true],
  ["triggers", undefined, {}, true],
  ["triggers", { rotate: false }, { rotate: true }, false],
  ["triggers", [false], [], false],
  ["triggers", [null], [false], false],
])("%s: %j and %j ask for the same: %p", (input, asked, inputs, same) => {
  expect(sameAsk(input, askDigest(input, asked), inputs)).toBe(same);
});
