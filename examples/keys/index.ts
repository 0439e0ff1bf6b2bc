import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { Certificate } from "pulumi-digicert";

const config = new pulumi.Config();
// What is deleted may be revoked: in production somebody has to say so twice.
const protect = pulumi.getStack() === "production";

// Made once and kept in state, encrypted. Another name here is another key: that is the one line of a rotation.
const key = new tls.PrivateKey("web-2026-11", { algorithm: "ECDSA", ecdsaCurve: "P256" });

const request = new tls.CertRequest("web", {
  privateKeyPem: key.privateKeyPem,
  subject: { commonName: config.require("commonName") },
});

const web = new Certificate(
  "web",
  {
    orderId: config.requireNumber("orderId"),
    // Or the public key alone, without a CertRequest: csr: key.publicKeyPem
    csr: request.certRequestPem,
    commonName: config.require("commonName"),
    dnsNames: config.requireObject<string[]>("names"),
    // The certificate before a rotation: revoked three days after it was replaced, when the new one is everywhere.
    superseded: { action: "revoke", afterHours: 72 },
  },
  { protect },
);

// Whatever deploys takes both from here, so that it runs after the reissue and before the old key goes.
export const privateKeyPem = pulumi.secret(key.privateKeyPem);
export const fullChainPem = web.fullChainPem;
export const keyType = web.keyType;
