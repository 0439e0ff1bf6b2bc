import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { Certificate, type CertificateArgs } from "pulumi-digicert";
import type { Line } from "./lines";
import { minDaysRemaining, type RenewalWindow } from "./renewal";

/** What an environment says of all of its certificates. */
export interface Defaults {
  readonly renewal: RenewalWindow;
  readonly protect: boolean;
  readonly certificate: Partial<CertificateArgs>;
}

/** A certificate of the fleet, and whatever your services need around each: monitoring, a secret, a deployment. */
export class FleetCertificate extends pulumi.ComponentResource {
  readonly notAfter: pulumi.Output<string>;

  constructor(line: Line, defaults: Defaults, opts?: pulumi.ComponentResourceOptions) {
    super("digicert-fleet:index:FleetCertificate", line.name, {}, opts);
    const { name, orderId, names, csrFile, signatureHash } = line;
    const certificate = new Certificate(
      name,
      {
        ...defaults.certificate,
        orderId,
        dnsNames: names,
        ...(csrFile === undefined ? {} : { csr: readFileSync(csrFile, "utf8") }),
        ...(signatureHash === undefined ? {} : { signatureHash }),
        minDaysRemaining: minDaysRemaining(name, defaults.renewal),
      },
      { parent: this, protect: defaults.protect },
    );
    this.notAfter = certificate.notAfter;
    this.registerOutputs({ notAfter: this.notAfter });
  }
}
