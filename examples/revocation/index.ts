import * as pulumi from "@pulumi/pulumi";
import { Revocation } from "pulumi-digicert";

const config = new pulumi.Config();

const leaked = new Revocation("leaked", {
  serialNumber: config.require("serialNumber"),
  orderId: config.getNumber("orderId"),
  reason: "keyCompromise",
  comments: config.require("why"),
  skipApproval: config.getBoolean("skipApproval"),
});

export const status = leaked.status;
// Pulumi warns of outputs without a value: there may be no request, and no time.
export const requestId = leaked.requestId.apply((id) => id ?? "none");
export const revokedAt = leaked.revokedAt.apply((time) => time ?? "none");
