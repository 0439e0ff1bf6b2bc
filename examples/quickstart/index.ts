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
    csr: readFileSync(config.require("csrFile"), "utf8"),
    dnsNames: config.requireObject<string[]>("names"),
  },
  { protect },
);

export const status = web.status;
export const notAfter = web.notAfter;
export const fullChainPem = web.fullChainPem;
