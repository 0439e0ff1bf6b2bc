import { keyText } from "../../../pki/keys.fake";
import { observedOrder } from "../../order/observed-order";
import { order } from "../../order/observed-order.fake";
import { desiredOf } from "../desired/desired";
import { reissueRequestOf } from "./reissue-request";

const requestOf = (inputs: object, given = order()) => {
  const observed = observedOrder(given, []);
  const live = { commonName: observed.current?.commonName, names: observed.current?.names ?? [] };
  const all = { orderId: 118, ...inputs };
  return reissueRequestOf(all, desiredOf(all, live), observed);
};

test("where the user has no opinion, the order's own values are sent: its CSR, its names, its hash, its platform", () => {
  expect(requestOf({}, order({}, { signatureHash: "sha384" }))).toEqual({
    csr: keyText("p256"),
    commonName: "www.example.com",
    dnsNames: ["a.example.com"],
    signatureHash: "sha384",
    serverPlatformId: 45,
  });
});

test("the names are sent canonically, the common name once", () => {
  expect(requestOf({ commonName: "BÜCHER.example", dnsNames: ["bücher.example.", "B.example"] })).toMatchObject({
    commonName: "xn--bcher-kva.example",
    dnsNames: ["b.example"],
  });
});

test("names that must not be sent for a product are not", () => {
  const request = requestOf({ csProvisioningMethod: "client_app" }, order({ product: { nameId: "code_signing" } }));

  expect(Object.keys(request)).not.toEqual(expect.arrayContaining(["commonName"]));
  expect(request.dnsNames).toBeUndefined();
});

test("every input of a request is sent as it was given, and nothing that says nothing", () => {
  const inputs = {
    csr: keyText("p384"),
    serverPlatformId: 2,
    validityDays: 90,
    signatureHash: "sha512",
    profileOption: "server_client_auth_eku",
    caCertId: "A1",
    dcvMethod: "dns-cname-token",
    comments: "ticket 7",
    skipApproval: true,
    certificateDcvScope: "fqdn",
    useAuthKey: true,
    isRsassaPss: true,
    storeReissueAsDuplicate: true,
  };

  const request = requestOf({ ...inputs, minDaysRemaining: 10, onDelete: "retain" });

  expect(request).toEqual({ ...inputs, commonName: "www.example.com", dnsNames: ["a.example.com"] });
});

test("the owner in the common name of a mark certificate is none of the names that are sent", () => {
  const given = order({ product: { nameId: "vmc_basic" } }, { commonName: "Example Inc.", dnsNames: ["example.com"] });
  const observed = observedOrder(given, []);
  const inputs = { orderId: 118, dnsNames: ["example.com", "b.example.com"] };
  const desired = desiredOf(inputs, {
    names: observed.current?.names ?? [],
    product: "vmc_basic",
    commonName: "Example Inc.",
  });

  expect(observed.current?.names).toEqual(["example.com"]);
  expect(reissueRequestOf(inputs, desired, observed)).toMatchObject({ dnsNames: ["b.example.com", "example.com"] });
});
