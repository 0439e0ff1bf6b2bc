import { X509Certificate } from "node:crypto";
import type { Chain } from "../../pki/formats";
import { toPem } from "../../pki/pem";
import { eolOf } from "../../views/certificate";
import type { View } from "../../views/present";
import type { Issued } from "../../world/facts";
import type { World } from "../../world/world";

const commonNameOf = (der: Uint8Array): string =>
  (/(?:^|\n)CN=(.*)/.exec(new X509Certificate(der).subject)?.[1] ?? "").replace(/\\(.)/g, "$1");

export const chainOf = (world: World, issued: Issued): Chain => {
  const intermediate = world.authority.intermediate(issued.intermediateId) ?? world.authority.standard;
  const fileName = (issued.names[0] ?? "certificate").replaceAll("*", "star").replace(/[^a-z0-9]+/gi, "_");
  return { fileName, leaf: issued.der, intermediate, root: world.authority.root };
};

/** Leaf first, root last. */
export const chainView = (world: World, issued: Issued): View[] => {
  const { leaf, intermediate, root } = chainOf(world, issued);
  return [leaf, intermediate.der, root.der].map((der) => ({
    subject_common_name: commonNameOf(der),
    pem: toPem("CERTIFICATE", der, eolOf(world)),
  }));
};
