import { keyText, publicKeyIn } from "../../../pki/keys.fake";
import { observedOrder } from "../../order/observed-order";
import { entry, order } from "../../order/observed-order.fake";
import type { CertificateState } from "../state";
import { justIssued } from "../state.fake";
import { compromisedKeys } from "./compromised-keys";

const request = (comments: string, status = "approved") => ({
  requestId: 7,
  type: "revoke",
  status,
  date: "2026-11-01T10:00:00Z",
  comments,
});
const [CURRENT, REPLACED] = ["p256", "p256-other"].map((name) => publicKeyIn(name).publicKeySha256);
const dated = { dateIssued: "2026-11-02T10:00:00Z" };
const replaced = entry({ status: "revoked", serialNumber: "0B", dateIssued: "2026-10-01T10:00:00Z" });

/** Order 118: certificate 1001 was issued after the request to revoke, 1002 (serial B) before it. */
const keysOn = (one: ReturnType<typeof request>, prior?: CertificateState) =>
  compromisedKeys(observedOrder(order({ requests: [one] }, dated), [replaced]), prior).map(
    ({ publicKeySha256 }) => publicKeySha256,
  );

test.each([
  ["the certificate that it is about", request("leaked (pulumi: certificate 1002, keyCompromise)"), [REPLACED]],
  ["the same by its serial number", request("pulumi: serial B, keyCompromise"), [REPLACED]],
  ["of a whole order: what was issued before it", request("pulumi: order 118, keyCompromise"), [REPLACED]],
  ["none for another reason", request("pulumi: certificate 1002"), []],
  ["none by another hand", request("keyCompromise"), []],
  ["none that was rejected", request("pulumi: certificate 1002, keyCompromise", "rejected"), []],
  ["none that nobody has decided", request("pulumi: certificate 1002, keyCompromise", "pending"), []],
  ["none of a certificate that is nowhere", request("pulumi: certificate 9, keyCompromise"), []],
])("a request to revoke makes these keys compromised: %s", (_, one, keys) => {
  expect(keysOn(one)).toEqual(keys);
});

test("the kept certificate's, as state tells it, where the order does not show it any more", () => {
  const prior = { ...justIssued({ orderId: 118, csr: keyText("p384") }), certificateId: 900, serialNumber: "0C" };

  expect(keysOn(request("pulumi: certificate 900, keyCompromise"), prior)).toEqual([prior.publicKeySha256]);
});

test("what state remembers stays, each key once", () => {
  const prior: CertificateState = {
    ...justIssued({ orderId: 118 }),
    compromisedKeys: [
      { publicKeySha256: "9a", keyType: "P-256" },
      { publicKeySha256: REPLACED ?? "", keyType: "P-256", certificateId: 1002 },
    ],
  };

  expect(keysOn(request("pulumi: certificate 1002, keyCompromise"), prior)).toEqual(["9a", REPLACED]);
  expect(keysOn(request("nothing"), prior)).not.toContain(CURRENT);
});
