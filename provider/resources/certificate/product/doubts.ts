import type { Bag } from "../../../contract/resource";
import { type CertificateInputs, SomeCertificateInputs } from "../inputs";
import { keyDoubts, signatureDoubts } from "./keys";
import { nameDoubts } from "./names";

type Inputs = Readonly<Partial<CertificateInputs>>;

/** What the named product's CA may well accept, and the user should look at once more. Pure. */
export const productDoubts = (inputs: Inputs, product: string, unknown: ReadonlySet<string> = new Set()): string[] => [
  ...keyDoubts(inputs, product, unknown),
  ...nameDoubts(inputs, product, unknown),
];

/** The same before the order is read: of what `product` says, and of what needs no product. `known` inputs only. Pure. */
export const advice = (known: Bag): string[] => {
  const { csr, product } = known;
  // Nothing else is looked at.
  if (product === undefined) return typeof csr === "string" ? signatureDoubts({ csr }, new Set()) : [];
  if (!SomeCertificateInputs.safeParse(known).success) return [];
  const inputs = known as Inputs;
  return [...signatureDoubts(inputs, new Set()), ...productDoubts(inputs, String(product))];
};
