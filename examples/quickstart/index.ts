import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { Certificate } from "pulumi-digicert";

const config = new pulumi.Config();

const web = new Certificate("web", {
  orderId: config.requireNumber("orderId"),
  csr: readFileSync(config.require("csrFile"), "utf8"),
  dnsNames: config.requireObject<string[]>("names"),
});

export const status = web.status;
export const notAfter = web.notAfter;
export const fullChainPem = web.fullChainPem;
