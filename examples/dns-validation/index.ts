import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Certificate, CertificateValidation } from "pulumi-digicert";
import { Proofs } from "./proofs";

const config = new pulumi.Config();
// What is deleted may be revoked: in production somebody has to say so twice.
const protect = pulumi.getStack() === "production";

// Asks for the certificate, and does not wait: DigiCert wants to see proofs first.
const web = new Certificate(
  "web",
  {
    orderId: config.requireNumber("orderId"),
    csr: readFileSync(config.require("csrFile"), "utf8"),
    dnsNames: config.requireObject<string[]>("names"),
    dcvMethod: config.get<"dns-txt-token" | "dns-cname-token" | "http-token">("dcvMethod") ?? "dns-txt-token",
    certificateDcvScope: config.get<"base_domain" | "fqdn">("dcvScope"),
    skipApproval: config.getBoolean("skipApproval"),
    waitForIssuance: false,
  },
  { protect },
);

// Publishes what DigiCert wants to see. Yours may be a record of Route 53, Cloudflare, or any other provider.
const proofs = new Proofs("proofs", {
  records: web.dcvRecords,
  zoneFile: resolve(config.get("zoneFile") ?? "dcv.zone"),
  webRoot: resolve(config.get("webRoot") ?? "www"),
});

// Has DigiCert look for them, waits for the certificate, and hands it out.
const validated = new CertificateValidation("web", {
  certificate: web,
  validationRecords: proofs.published,
  timeouts: { issuance: config.getNumber("patience") ?? 600 },
});

export const notAfter = validated.notAfter;
export const fullChainPem = validated.fullChainPem;
