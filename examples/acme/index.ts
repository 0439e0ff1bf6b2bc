import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { AcmeCredentials } from "pulumi-digicert";
import { filesFor } from "./clients";

const config = new pulumi.Config();
// What is deleted may be revoked: in production somebody has to say so twice.
const protect = pulumi.getStack() === "production";
const email = config.require("email");

const acme = new AcmeCredentials(
  "acme",
  {
    acmeContractId: config.requireNumber("acmeContractId"),
    // The pair before is revoked a week after a new one was made. Until then every client has to register again: the README says how.
    rotateAfterDays: 90,
    superseded: { action: "revoke", afterHours: 168 },
  },
  { protect },
);

pulumi.all([acme.directoryUrl, acme.keyId, acme.hmacBase64]).apply(([server, keyId, hmac]) => {
  // A preview must not touch anything.
  if (pulumi.runtime.isDryRun()) return;
  mkdirSync("credentials", { recursive: true, mode: 0o700 });
  for (const [name, text] of Object.entries(filesFor({ server, keyId, hmac, email }))) {
    const file = join("credentials", name);
    // Readable by its owner alone from its first moment, and never half written.
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
});

export const credentialId = acme.credentialId;
export const contractValidTill = acme.validTill;
