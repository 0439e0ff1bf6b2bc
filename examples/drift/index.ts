import * as pulumi from "@pulumi/pulumi";
import { Certificate } from "pulumi-digicert";

const config = new pulumi.Config();
// What is deleted may be revoked: in production somebody has to say so twice.
const protect = pulumi.getStack() === "prod";

// {"web": 123456789, "api": 123456790}: a certificate of each order, with the key and names that it has.
for (const [name, orderId] of Object.entries(config.requireObject<Record<string, number>>("orders")))
  new Certificate(name, { orderId }, { protect });
