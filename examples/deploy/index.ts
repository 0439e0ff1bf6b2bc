import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Certificate } from "pulumi-digicert";
import { installPair, isRunning, nginxOf } from "./install-pair";

const config = new pulumi.Config();
// What is deleted may be revoked: in production somebody has to say so twice.
const protect = pulumi.getStack() === "production";
// web-2026.key and web-2026.csr, made where nginx runs. Another name here is another pair: that is the one line of a rotation.
const pair = config.require("pair");
const configuration = resolve(config.get("nginxConfiguration") ?? "nginx.conf");
const pidFile = resolve(config.get("pidFile") ?? "nginx.pid");

const web = new Certificate(
  "web",
  {
    orderId: config.requireNumber("orderId"),
    csr: readFileSync(`${pair}.csr`, "utf8"),
    dnsNames: config.requireObject<string[]>("names"),
    // The certificate before a rotation: revoked three days after it was replaced, when the new one is everywhere.
    superseded: { action: "revoke", afterHours: 72 },
  },
  { protect },
);

export const installed = web.fullChainPem.apply((fullChainPem) => {
  // A preview must not touch anything.
  if (pulumi.runtime.isDryRun()) return "not yet";
  // The key goes from one file of this machine to another, and through nothing of Pulumi's.
  const keyPem = readFileSync(`${pair}.key`, "utf8");
  const folder = resolve(config.get("pairs") ?? "pairs");
  return installPair({ folder, keyPem, fullChainPem }, nginxOf(configuration), () => isRunning(pidFile))
    ? "now"
    : "before";
});
export const serialNumber = web.serialNumber;
