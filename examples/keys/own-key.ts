import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { Certificate } from "pulumi-digicert";

const config = new pulumi.Config();
// What is deleted may be revoked: in production somebody has to say so twice.
const protect = pulumi.getStack() === "production";

const web = new Certificate(
  "web",
  {
    orderId: config.requireNumber("orderId"),
    // A file beside the program. Another file name is the one line of a rotation.
    csr: readFileSync("web.csr", "utf8"),
    commonName: config.require("commonName"),
    dnsNames: config.requireObject<string[]>("names"),
  },
  { protect },
);

// For whatever deploys.
export const privateKeyPem = config.requireSecret("webKey");
export const fullChainPem = web.fullChainPem;
export const keyType = web.keyType;
