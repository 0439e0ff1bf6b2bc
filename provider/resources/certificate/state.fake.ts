import { publicKeyIn } from "../../pki/keys.fake";
import { desiredOf } from "./desired/desired";
import type { CertificateInputs } from "./inputs";
import type { CertificateState } from "./state";
import { issuedState } from "./transitions/next-state";

/** What the certificate shows where the inputs have no opinion. */
const ORDERS_OWN = { commonName: "www.example.com", names: ["www.example.com"] } as const;

/** State as it is right after a certificate was issued for these inputs: certificate 1001 of order 118, half a year of life. */
export const justIssued = (asked: CertificateInputs): CertificateState => {
  const desired = desiredOf(asked, { ...ORDERS_OWN, product: asked.product ?? "ssl_basic" });
  const key = desired.key ?? publicKeyIn("p256");
  return issuedState({
    inputs: asked,
    desired,
    observed: {
      orderId: asked.orderId,
      status: "issued",
      productNameId: asked.product ?? "ssl_basic",
      orderValidTill: "2027-10-01",
      isRenewed: false,
      renewedOrderId: undefined,
      primary: undefined,
      current: undefined,
      csr: undefined,
      csProvisioningMethod: undefined,
      serverPlatformId: undefined,
      emails: [],
      others: [],
      openReissueRequests: [],
      reissueRequests: new Map(),
      openRevokeRequests: [],
      revokeRequests: [],
      approvedRevocations: [],
    },
    certificate: {
      certificateId: 1001,
      serialNumber: "0A1B2C",
      commonName: desired.commonName,
      names: desired.names,
      key: undefined,
      signatureHash: undefined,
      validTill: "2027-04-17",
      status: "issued",
      life: "live",
      createdAt: undefined,
      issuedAt: undefined,
      person: undefined,
      isListed: false,
      duplicate: false,
      namesTold: true,
    },
    leaf: {
      certificatePem: "-----BEGIN CERTIFICATE-----\nleaf\n-----END CERTIFICATE-----\n",
      chainPem: "-----BEGIN CERTIFICATE-----\nissuer\n-----END CERTIFICATE-----\n",
      serialNumber: "0A1B2C",
      notBefore: "2026-10-01T00:00:00.000Z",
      notAfter: "2027-04-17T23:59:59.000Z",
      commonName: desired.commonName,
      names: desired.names,
      publicKeySha256: key.publicKeySha256,
      keyType: key.keyType,
      signatureHash: asked.signatureHash ?? "sha256",
      issuer: "DigiCert Global G2 TLS RSA SHA256 2020 CA1",
      extendedKeyUsages: ["1.3.6.1.5.5.7.3.1"],
    },
    prior: undefined,
    ours: true,
    now: new Date("2026-10-01T00:00:00Z"),
  });
};
