import * as pulumi from "@pulumi/pulumi";
import { claim } from "./claims/claim";
import { type Door, WAYS } from "./door";
import type { Kind } from "./kind";

/**
 * What all our resources are to Pulumi: dynamic ones, of a type of our own, with a constant recipe instead of a closure; or, by
 * their classes in `native`, ones of the plugin.
 */
export abstract class DigicertResource extends pulumi.CustomResource {
  protected static readonly door: Door = "dynamic";

  /** `outputs` names every output, each as `undefined`, or Pulumi would not know it while it is not there. */
  protected constructor(
    kind: Kind,
    name: string,
    outputs: Readonly<Record<string, undefined>>,
    args: object,
    opts: pulumi.CustomResourceOptions | undefined,
  ) {
    const way = WAYS[new.target.door];
    const refused = way.refusal(kind, opts ?? {});
    if (refused !== undefined) throw refusal(refused);
    const type = way.type(kind);
    const urn = urnOf(name, type, opts?.parent);
    const bag = { ...outputs, ...args, ...way.hidden(kind, urn) };
    const again = withoutStackTraces();
    try {
      super(type, name, bag, way.options(kind, opts));
    } catch (error) {
      again();
      if (error instanceof Error) Error.captureStackTrace(error, new.target);
      throw error;
    } finally {
      again();
    }
    if (opts?.id === undefined) claim(kind, this, urn, args);
  }
}

/** Of the stack itself it is a plain text: outputs are what a preview of many costs. */
const urnOf = (name: string, type: string, parent: pulumi.Resource | undefined): pulumi.Input<string> =>
  parent === undefined
    ? `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${type}::${name}`
    : pulumi.createUrn(name, type, urnAlone(parent));

/**
 * The parent's URN without the parent: an output of a component that stands among a resource's inputs makes it wait for all of the
 * component's children, so that two of them would wait for each other for ever.
 */
const urnAlone = (parent: pulumi.Resource): Promise<pulumi.URN> => new Promise((known) => parent.urn.apply(known));

/**
 * Pulumi takes a stack trace for each output, and stores a longer one with the resource: a quarter of what a preview of many costs,
 * half a kilobyte of state each. It raises the limit itself, so for a moment the limit is nothing that can be set. Gives back the way back.
 */
const withoutStackTraces = (): (() => void) => {
  const limit = Object.getOwnPropertyDescriptor(Error, "stackTraceLimit");
  Object.defineProperty(Error, "stackTraceLimit", {
    configurable: true,
    enumerable: true,
    get: () => 0,
    set: () => {},
  });
  return () => {
    if (limit === undefined) Reflect.deleteProperty(Error, "stackTraceLimit");
    else Object.defineProperty(Error, "stackTraceLimit", limit);
  };
};

/** A certificate followed by its issuers; as absent as the certificate is while there is none yet. */
export const fullChain = (leaf: pulumi.Output<string>, issuers: pulumi.Output<string>): pulumi.Output<string> =>
  pulumi.all([leaf, issuers]).apply(([pem, chain]) => (pem === undefined ? pem : `${pem}${chain}`));

/** An error for people. */
export const refusal = (text: string): Error => {
  // Pulumi prints its message alone, where others get a stack. Who prints it without Pulumi waits a minute for one that passes through its SDK (nodejs/node 64011).
  const error = new pulumi.RunError(text);
  error.stack = `Error: ${error.message}`;
  return error;
};
