import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { Certificate } from "pulumi-digicert";

const config = new pulumi.Config();
// What is deleted may be revoked: in production somebody has to say so twice.
const protect = pulumi.getStack() === "prod";

// What is the same in every stage, and what a change is made to.
const specification: { signatureHash: "sha256" | "sha384" | "sha512"; profileOption: string } = JSON.parse(
  readFileSync("specification.json", "utf8"),
);

// The stage before this one, as organization/project/stack. The first stage has none.
const earlier = config.get("earlier");
const proven = earlier === undefined ? undefined : new pulumi.StackReference(earlier).getOutput("spec");

const web = new Certificate(
  "web",
  {
    // Each stage's own: its order, its key, its names.
    orderId: config.requireNumber("orderId"),
    csr: readFileSync(config.require("csrFile"), "utf8"),
    dnsNames: config.requireObject<string[]>("names"),
    ...specification,
    // Nothing is changed here that the stage before has not proven. Renewal and repair need no proof.
    requires: proven,
  },
  { protect },
);

export const spec = web.spec;
export const notAfter = web.notAfter;
export const fullChainPem = web.fullChainPem;
