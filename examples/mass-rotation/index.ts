import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { Certificate, CertificateValidation } from "pulumi-digicert";
import { wavesOf } from "./waves";

interface Order {
  readonly name: string;
  readonly orderId: number;
  /** The value that it keeps, where it cannot be rotated (yet): it is left as it is, and the waves after it go on. */
  readonly rotation?: string;
  /** Its issuance takes hours (an approval, a validation): its wave goes on without it, and a resource of its own waits for it. */
  readonly slow?: boolean;
}

const config = new pulumi.Config();
const orders: readonly Order[] = JSON.parse(readFileSync("orders.json", "utf8"));
// The one change that reissues all of them: any value that was not there before, as the day on which the CA asked for it.
const rotation = config.get("rotation") ?? "none";
// The first wave is small: what is wrong with the plan is wrong with five certificates.
const waves = wavesOf(orders, config.getNumber("firstWave") ?? 5, config.getNumber("wave") ?? 50);

const all: Certificate[] = [];
let before: Certificate[] = [];
for (const wave of waves) {
  // A wave begins when the one before it is through, so that it does not begin where that one failed.
  const dependsOn = before;
  before = wave.map(
    ({ name, orderId, rotation: own, slow = false }) =>
      new Certificate(
        name,
        { orderId, triggers: { rotation: own ?? rotation }, waitForIssuance: !slow },
        { dependsOn, protect: true },
      ),
  );
  all.push(...before);
}
for (const [n, { name, slow }] of orders.entries()) {
  const certificate = all[n];
  if (slow && certificate) new CertificateValidation(name, { certificate, timeouts: { issuance: 4 * 3600 } });
}

/** What is through, and what waits, and for whom: `pulumi stack output progress`. */
export const progress = pulumi.all(all.map(({ status, pending }) => pulumi.all([status, pending]))).apply((states) => ({
  orders: states.length,
  issued: states.filter(([status]) => status === "issued").length,
  waits: Object.fromEntries(
    states.flatMap(([, pending], n) => (pending ? [[orders[n]?.name ?? n, pending.phase]] : [])),
  ),
}));
