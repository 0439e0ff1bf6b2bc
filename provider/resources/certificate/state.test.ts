import { keyText } from "../../pki/keys.fake";
import { type CertificateState, restore, store, toldByState } from "./state";
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

const csr = keyText("p256");
const pending = { phase: "issuing", since: "2026-11-22T12:00:00Z", requestIds: [], names: [] } as const;

test.each<[string, CertificateState, readonly string[]]>([
  ["of a certificate that carries its key", justIssued({ orderId: 118, csr }), ["csr"]],
  ["that was never given", justIssued({ orderId: 118 }), []],
  ["of another key than the certificate's", { ...justIssued({ orderId: 118, csr }), publicKeySha256: "00" }, []],
  ["of what is under way", { ...justIssued({ orderId: 118, csr }), pending }, []],
  [
    "of what was rejected",
    { ...justIssued({ orderId: 118, csr }), rejection: { desired: "", sentence: "rejected" } },
    [],
  ],
  ["of a duplicate, which is known by it", justIssued({ orderId: 118, csr, storeReissueAsDuplicate: true }), []],
  ["that cannot be read", justIssued({ orderId: 118, csr: "?" }), []],
])("a CSR %s: what need not be stored beside the state", (_, state, told) => {
  expect(toldByState(state)).toEqual(told);
});
