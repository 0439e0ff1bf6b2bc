import { execFileSync } from "node:child_process";
import { chmodSync } from "node:fs";
import * as aws from "@pulumi/aws";
import * as azure from "@pulumi/azure";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Certificate } from "pulumi-digicert";

/*
 * The same pair elsewhere. `privateKeyPem` is a secret output or config.requireSecret(…): it lies encrypted in the stack's state
 * from here on. Key and chain are of one update each time, so none of these is ever given one half of another pair.
 */

/** A secret for an ingress or a gateway, which read it again by themselves. */
export const kubernetesSecret = (name: string, web: Certificate, privateKeyPem: pulumi.Output<string>) =>
  new kubernetes.core.v1.Secret(name, {
    type: "kubernetes.io/tls",
    stringData: { "tls.crt": web.fullChainPem, "tls.key": pulumi.secret(privateKeyPem) },
  });

/** Imported into ACM, for a load balancer or CloudFront: imported again under its ARN when the certificate changes. */
export const acmImport = (name: string, web: Certificate, privateKeyPem: pulumi.Output<string>) =>
  new aws.acm.Certificate(name, {
    // ACM wants the leaf alone here, and its issuers there.
    certificateBody: web.certificatePem,
    certificateChain: web.chainPem,
    privateKey: pulumi.secret(privateKeyPem),
  });

/** A certificate of a Key Vault: each one is a new version, and whoever names no version gets the newest. */
export const keyVaultCertificate = (
  name: string,
  keyVaultId: pulumi.Input<string>,
  web: Certificate,
  privateKeyPem: pulumi.Output<string>,
) =>
  new azure.keyvault.Certificate(name, {
    keyVaultId,
    certificate: {
      // PEM, the key in PKCS#8 first, in base64.
      contents: pulumi.secret(
        pulumi.interpolate`${privateKeyPem}${web.fullChainPem}`.apply((pem) => Buffer.from(pem).toString("base64")),
      ),
    },
  });

/** A PKCS#12 file for Java, IIS and appliances; the password comes from the environment, never from the command line. */
export const pkcs12 = (file: string, keyFile: string, fullChainPem: string, password: string): void => {
  execFileSync("openssl", ["pkcs12", "-export", "-inkey", keyFile, "-out", file, "-passout", "env:P12_PASSWORD"], {
    input: fullChainPem,
    env: { PATH: process.env["PATH"] ?? "", P12_PASSWORD: password },
    stdio: ["pipe", "ignore", "pipe"],
  });
  chmodSync(file, 0o600);
};
