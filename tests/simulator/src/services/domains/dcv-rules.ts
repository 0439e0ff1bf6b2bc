import { isIP } from "node:net";
import { invalid } from "../../api/answer";
import type { Asked, DcvMethod } from "../../world/facts";
import { nameSet } from "../../world/names";
import type { Product } from "../../world/products";

/** Why a method cannot prove these names, as the DCV pages have it. */
const objection = (product: Product, names: readonly string[], method: DcvMethod): string | undefined => {
  const isFile = method === "http-token" || method === "http-token-dynamic";
  if (isFile && names.some((name) => name.startsWith("*."))) return "A wildcard name cannot be validated by a file.";
  if (method === "http-token-dynamic" && product.family === "dv") return "DV has no file with a name of its own.";
  if (!isFile && product.family === "dv" && names.some((name) => isIP(name) !== 0))
    return "An IP address is validated by a file.";
  return undefined;
};

/** A method that was sent has to fit every name. */
export const requireFitting = (product: Product, asked: Asked, method: DcvMethod | undefined): void => {
  const why = method && objection(product, nameSet(asked.commonName, asked.dnsNames), method);
  if (why) throw invalid("invalid_dcv_method", why);
};
