import { keyText } from "../../../pki/keys.fake";
import { desiredOf, namesSaid } from "./desired";

const live = { commonName: "www.example.com", names: ["a.example.com", "www.example.com"], caNames: ["example.com"] };

test("without an opinion, the certificate's own names are wanted, never none", () => {
  expect(desiredOf({ orderId: 118 }, live)).toEqual({ commonName: "www.example.com", names: live.names });
  expect(desiredOf({ orderId: 118, dnsNames: [] }, live).names).toEqual(live.names);
});

test("the names that are said are the whole list, with the common name", () => {
  expect(desiredOf({ orderId: 118, dnsNames: ["B.example.com."] }, live).names).toEqual([
    "b.example.com",
    "www.example.com",
  ]);
  expect(namesSaid({ commonName: "A.example.com", dnsNames: ["b.example.com"] })).toEqual([
    "a.example.com",
    "b.example.com",
  ]);
  expect(namesSaid({ commonName: "a.example.com" })).toBeUndefined();
});

test("a CSR wants its key; one that cannot be read wants none", () => {
  expect(desiredOf({ orderId: 118, csr: keyText("p256") }, live).key?.keyType).toBe("P-256");
  expect(desiredOf({ orderId: 118, csr: "?" }, live).key).toBeUndefined();
});
