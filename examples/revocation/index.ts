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
export const requestId = leaked.requestId;
export const revokedAt = leaked.revokedAt;
