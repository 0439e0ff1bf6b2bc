import { restore, store } from "./state";
import { justIssued } from "./state.fake";

test("inputs are stored under their own names, beside what came of them", () => {
  expect(store(justIssued({ orderId: 118, onDelete: "retain" }))).toMatchObject({
    orderId: 118,
    onDelete: "retain",
    certificateId: 1001,
    internal: { version: 1 },
  });
});

test("a bag from which the engine dropped what was empty is restored whole", () => {
  expect(restore({ orderId: 118, status: "issued" })).toMatchObject({
    requestedInputs: { orderId: 118 },
    issuedNames: [],
    caNames: [],
    knownCertificateIds: [],
    supersededCertificates: [],
    reissueCount: 0,
  });
});

test("state of a newer release is refused, and says which release is missing", () => {
  expect(() => restore({ orderId: 118, internal: { version: 2 } })).toThrow(
    /newer pulumi-digicert \(state version 2.*\ninstall/,
  );
});
