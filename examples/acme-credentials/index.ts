import { renameSync, writeFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { AcmeCredentials } from "pulumi-digicert";

const config = new pulumi.Config();
// What is deleted may be revoked: in production somebody has to say so twice.
const protect = pulumi.getStack() === "production";
const file = config.get("file") ?? "certbot.ini";

const acme = new AcmeCredentials(
  "acme",
  {
    acmeContractId: config.requireNumber("acmeContractId"),
    // A new pair every 90 days; the one before it is revoked three days later, when every client has the new one.
    rotateAfterDays: 90,
    superseded: { action: "revoke", afterHours: 72 },
  },
  { protect },
);

pulumi.all([acme.directoryUrl, acme.keyId, acme.hmacBase64]).apply(([server, keyId, hmac]) => {
  // A preview must not touch anything.
  if (pulumi.runtime.isDryRun()) return;
  const settings = `server = ${server}\neab-kid = ${keyId}\neab-hmac-key = ${hmac}\n`;
  // Readable by its owner alone from its first moment, and never half written.
  writeFileSync(`${file}.new`, settings, { mode: 0o600 });
  renameSync(`${file}.new`, file);
});

export const status = acme.status;
export const credentialId = acme.credentialId;
export const contractValidTill = acme.validTill;
