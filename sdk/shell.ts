import type { Kind } from "./kind";

/**
 * What Pulumi writes into users' state and runs, years later, on refresh and destroy. Its text is a promise, and so is
 * everything it names: the package, the entry `./dynamic`, the function `provider` and the kinds.
 */
export const shell = (kind: Kind): string =>
  `exports.handler=()=>require("pulumi-digicert/dynamic").provider(${JSON.stringify(kind)})`;
