import * as fc from "fast-check";
import { instanceName, namedBy } from "./instance";

const urn = fc.string().map((name) => `urn:pulumi:test::shop::digicert:Certificate::${name}`);

test("what names an instance tells both, whatever the resource is called", () => {
  fc.assert(
    fc.property(urn, fc.option(fc.uuid(), { nil: undefined }), (urn, instance) => {
      expect(namedBy(instanceName(urn, instance))).toEqual(instance === undefined ? { urn } : { urn, instance });
    }),
  );
});
