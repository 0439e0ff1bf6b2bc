import type { Kind } from "./kind";
import { shell } from "./shell";

const GOLDEN = {
  Certificate: 'exports.handler=()=>require("pulumi-digicert/dynamic").provider("Certificate")',
  CertificateValidation: 'exports.handler=()=>require("pulumi-digicert/dynamic").provider("CertificateValidation")',
  Revocation: 'exports.handler=()=>require("pulumi-digicert/dynamic").provider("Revocation")',
  AcmeCredentials: 'exports.handler=()=>require("pulumi-digicert/dynamic").provider("AcmeCredentials")',
} as const satisfies Record<Kind, string>;

test.each(Object.entries(GOLDEN))(
  "what is recorded in users' state of a %s never changes, character by character",
  (kind, text) => {
    expect(shell(kind as Kind)).toBe(text);
  },
);
