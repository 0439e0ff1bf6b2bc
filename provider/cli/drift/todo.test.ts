import { kindIn } from "./todo";

test.each([
  ["pulumi-nodejs:dynamic/digicert:Certificate", "Certificate"],
  ["digicert:index:Certificate", "Certificate"],
  ["my:Site$digicert:index:AcmeCredentials", "AcmeCredentials"],
  ["my:Site$pulumi-nodejs:dynamic/digicert:Revocation", "Revocation"],
  ["pulumi:providers:digicert", undefined],
  ["other:index:Certificate", undefined],
  ["digicert:index:toString", undefined],
])("a resource of type %s is of ours: %s", (type, kind) => {
  expect(kindIn(`urn:pulumi:prod::infra::${type}::web`)).toBe(kind);
});
