import type { Order, ReissueEntry } from "../../certcentral";
import { keyText } from "../../pki/keys.fake";

/** Order 118 with certificate 1001, as the API tells it. */
export const order = (more: Partial<Order> = {}, certificate: Partial<Order["certificate"]> = {}): Order => ({
  orderId: 118,
  status: "issued",
  product: { nameId: "ssl_basic" },
  orderValidTill: "2027-10-01",
  isRenewed: false,
  requests: [],
  ...more,
  certificate: {
    certificateId: 1001,
    serialNumber: "0A1B2C",
    commonName: "www.example.com",
    dnsNames: ["a.example.com"],
    emails: [],
    validTill: "2027-04-17",
    csr: keyText("p256"),
    signatureHash: "sha256",
    serverPlatformId: 45,
    ...certificate,
  },
});

/** An entry of the reissue list. */
export const entry = (more: Partial<ReissueEntry> = {}): ReissueEntry => ({
  certificateId: 1002,
  commonName: "www.example.com",
  dnsNames: ["a.example.com"],
  status: "pending",
  csr: keyText("p256-other"),
  archived: false,
  ...more,
});
