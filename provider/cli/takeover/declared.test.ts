import { publicKeyPem } from "../../pki/keys/public-key-pem";
import { keyText } from "../../pki/keys.fake";
import { observedOrder } from "../../resources/order/observed-order";
import { order } from "../../resources/order/observed-order.fake";
import { declare, namesFor } from "./declared";

const summary = {
  orderId: 118,
  status: "issued",
  isRenewed: false,
  certificate: { dnsNames: [], validFrom: "2026-11-01", validTill: "2027-04-30" },
};
const publicKey = publicKeyPem(keyText("p256")) ?? "";
const declared = (...given: Parameters<typeof order>) =>
  declare({
    name: "web",
    summary,
    observed: observedOrder(order(...given), []),
    publicKey,
    notes: [],
    now: new Date("2026-11-22T12:00:00Z"),
  });

test.each<[string, Parameters<typeof order>, object]>([
  [
    "a TLS certificate: its common name and all names",
    [{}, { dnsNames: ["a.example.com"] }],
    { product: "ssl_basic", commonName: "www.example.com", dnsNames: ["a.example.com", "www.example.com"] },
  ],
  [
    "a client certificate: a person, and mailboxes",
    [{ product: { nameId: "client_premium" } }, { commonName: "Jane Doe", emails: ["jane@example.com"] }],
    { product: "client_premium", commonName: "Jane Doe", emails: ["jane@example.com"] },
  ],
  [
    "Secure Email, whose product demands for a reissue what nothing shows: no product",
    [{ product: { nameId: "secure_email_mailbox" } }, { emails: ["jane@example.com"] }],
    { emails: ["jane@example.com"] },
  ],
])("%s", (_, given, inputs) => {
  expect(declared(...given).inputs).toEqual({ orderId: 118, ...inputs });
});

test("what a reissue will demand is said, and from when on one is due", () => {
  const { notes, reissuedFrom } = declared(
    { product: { nameId: "secure_email_mailbox" } },
    { emails: ["jane@example.com"] },
  );

  expect(notes).toEqual([expect.stringMatching(/its first reissue will need usageDesignation/)]);
  expect(reissuedFrom).toBe("2027-03-31");
});

test("names for the stack: of the common name, each once, whatever is in it", () => {
  const called = ["www.example.com", "www.example.com", "*.example.com", "api-7", 'Jörg "x" Doe\n', "…"];

  expect([...namesFor(called.map((name, n) => ({ orderId: n + 1, called: name }))).values()]).toEqual([
    "www-example-com-1",
    "www-example-com-2",
    "wildcard-example-com",
    "api-7-4",
    "j-rg-x-doe",
    "certificate",
  ]);
});
