import * as pulumi from "@pulumi/pulumi";
import type { Kind } from "../provider/front-doors/dynamic";
import { shell } from "./shell";

/** What all our resources are to Pulumi: dynamic ones, of a type of our own, with a constant recipe instead of a closure. */
export abstract class DigicertResource extends pulumi.CustomResource {
  /** `outputs` names every output, each as `undefined`, or Pulumi would not know it while it is not there. */
  protected constructor(
    kind: Kind,
    name: string,
    outputs: Readonly<Record<string, undefined>>,
    args: object,
    opts: pulumi.CustomResourceOptions | undefined,
  ) {
    if (opts?.import !== undefined) throw noImport(kind);
    const type = `pulumi-nodejs:dynamic/digicert:${kind}`;
    const urn = pulumi.createUrn(name, type, opts?.parent);
    super(type, name, { ...outputs, ...args, __provider: shell(kind), __urn: urn }, opts);
  }
}

/** A certificate followed by its issuers; as absent as the certificate is while there is none yet. */
export const fullChain = (leaf: pulumi.Output<string>, issuers: pulumi.Output<string>): pulumi.Output<string> =>
  pulumi.all([leaf, issuers]).apply(([pem, chain]) => (pem === undefined ? pem : `${pem}${chain}`));

/** Pulumi cannot import dynamic resources, and would fail with a TypeError from within. */
const noImport = (kind: Kind): Error => {
  const how =
    kind === "Certificate"
      ? 'leave out `import`: create adopts the order\'s certificate, and with onCreate: "adoptOnly" never reissues'
      : "leave out `import`: what is there already is found by its inputs";
  const error = new Error(`${kind}: resources of pulumi-digicert cannot be imported; ${how}`);
  // Node 20 takes a minute to print a stack that passes through Pulumi's SDK (nodejs/node 64011).
  error.stack = `Error: ${error.message}`;
  return error;
};
