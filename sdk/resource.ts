import * as pulumi from "@pulumi/pulumi";
import type { Kind as KindOfProvider } from "../provider/front-doors/dynamic";
import { claim } from "./claim";
import { notInstalled, programFolders } from "./installed";
import type { Kind } from "./kind";
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
    if (opts?.import !== undefined)
      throw refusal(`${kind}: resources of pulumi-digicert cannot be imported; ${HOW[kind]}`);
    if (opts?.id !== undefined)
      throw refusal(`${kind}: resources of pulumi-digicert cannot be looked up by id; ${HOW[kind]}`);
    const missing = pulumi.runtime.getEngine() === undefined ? undefined : notInstalled(programFolders());
    if (missing !== undefined) throw refusal(missing);
    const type = `pulumi-nodejs:dynamic/digicert:${kind}`;
    const urn = pulumi.createUrn(name, type, opts?.parent);
    super(type, name, { ...outputs, internal: undefined, ...args, __provider: shell(kind), __urn: urn }, opts);
    if (opts?.id === undefined) claim(kind, this, urn, args);
  }
}

/** A certificate followed by its issuers; as absent as the certificate is while there is none yet. */
export const fullChain = (leaf: pulumi.Output<string>, issuers: pulumi.Output<string>): pulumi.Output<string> =>
  pulumi.all([leaf, issuers]).apply(([pem, chain]) => (pem === undefined ? pem : `${pem}${chain}`));

/** What to do instead of an import or a look-up: of each kind that a class has, and the provider. */
const HOW: Readonly<Record<Kind, string>> = {
  Certificate:
    'leave out `import` and `id`: create adopts the order\'s certificate, and with onCreate: "adoptOnly" never reissues',
  CertificateValidation: "leave out `import` and `id`: what is issued already is found by orderId and issuanceId",
  Revocation: "leave out `import` and `id`: what is revoked already is found by its inputs, and counts as done",
  AcmeCredentials:
    "leave out `import` and `id`: a pair's secret is shown once, so a new one is made; to use one from another stack, take a StackReference",
} satisfies Record<KindOfProvider, string>;

/** Pulumi cannot read a dynamic resource that it has not made: it would fail with a TypeError from within. */
const refusal = (text: string): Error => {
  // Pulumi prints its message alone, where others get a stack. Who prints it without Pulumi waits a minute for one that passes through its SDK (nodejs/node 64011).
  const error = new pulumi.RunError(text);
  error.stack = `Error: ${error.message}`;
  return error;
};
