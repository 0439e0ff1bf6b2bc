import type { OrderSummary } from "../../certcentral";
import { present } from "../../contract/present";
import { oneLine } from "../../contract/text/foreign-text";
import { check } from "../../resources/certificate/check/check";
import type { CertificateInputs } from "../../resources/certificate/inputs";
import { productFaults } from "../../resources/certificate/product/parameters";
import { DAY, defaultMinDays } from "../../resources/certificate/product/validity";
import type { ObservedOrder } from "../../resources/order/observed-order";
import { commonNameIsName, familyOf, namesOfFamily } from "../../resources/order/product-family";

/** What the program says of an order's certificate beside what it says of all of them. */
export type DeclaredInputs = Pick<CertificateInputs, "orderId" | "product" | "commonName" | "dnsNames" | "emails">;

/** Adopts or fails, tells what is due and touches nothing, revokes nothing. */
export const TAKEN_OVER = {
  onCreate: "adoptOnly",
  onDrift: "report",
  onDelete: "retain",
} as const satisfies Partial<CertificateInputs>;

/** One certificate as the program declares it. */
export interface Declared {
  /** Its name in the stack. */
  readonly name: string;
  readonly inputs: DeclaredInputs;
  /** PEM: the key alone. A CSR may carry a challenge password, and says nothing else that counts. */
  readonly publicKey: string;
  readonly product: string;
  readonly certificateId: number | undefined;
  /** `yyyy-MM-dd` */
  readonly validTill: string | undefined;
  /** The day from which it is reissued once `onDrift` is tightened, `yyyy-MM-dd`. */
  readonly reissuedFrom: string | undefined;
  readonly notes: readonly string[];
}

/** The names of a certificate, as its product takes them. Pure. */
export const inputsOf = ({ orderId, productNameId, primary }: ObservedOrder): DeclaredInputs => {
  const family = familyOf(productNameId);
  const names = [...(primary?.names ?? [])];
  const commonName = present({ commonName: primary?.commonName });
  switch (namesOfFamily(family)) {
    case "hosts":
      return { orderId, ...(commonNameIsName(family) ? commonName : {}), dnsNames: names };
    case "mailboxes":
      return { orderId, ...(family === "client" ? commonName : {}), emails: names };
    case "none":
      return { orderId };
  }
};

/** Why the provider would not take these inputs; empty where it would. Pure. */
export const faultsIn = ({ inputs, publicKey }: Pick<Declared, "inputs" | "publicKey">, now: Date): readonly string[] =>
  check(undefined, { ...inputs, csr: publicKey, ...TAKEN_OVER }, now);

interface Seen {
  readonly name: string;
  readonly summary: OrderSummary;
  readonly observed: ObservedOrder;
  readonly publicKey: string;
  readonly notes: readonly string[];
  readonly now: Date;
}

/** A certificate that can be taken over, as the program declares it. Pure. */
export const declare = ({ name, summary, observed, publicKey, notes, now }: Seen): Declared => {
  const { productNameId: product, primary } = observed;
  const names = inputsOf(observed);
  const named = { ...names, product };
  // A product may demand for a reissue what CertCentral does not show: it is left out then, and check applies no rules of it.
  const inputs = faultsIn({ inputs: named, publicKey }, now).length === 0 ? named : names;
  const missing = new Set(productFaults({ ...inputs, csr: publicKey }, product).map(({ input }) => input));
  return {
    name,
    inputs,
    publicKey,
    product,
    certificateId: primary?.certificateId,
    validTill: primary?.validTill,
    reissuedFrom: reissuedFrom(summary),
    notes: [
      ...notes,
      ...(summary.hasDuplicates === true
        ? ["its duplicates are not taken: each needs storeReissueAsDuplicate and its own key"]
        : []),
      ...(missing.size > 0
        ? [`its first reissue will need ${[...missing].join(", ")}, which CertCentral does not show`]
        : []),
    ],
  };
};

/** The first day on which fewer days are left than the default of `minDaysRemaining`. Pure. */
export const reissuedFrom = ({ certificate: { validFrom, validTill } }: OrderSummary): string | undefined => {
  if (validFrom === undefined || validTill === undefined) return undefined;
  const [from, till] = [new Date(validFrom), new Date(validTill)];
  return new Date(till.getTime() - defaultMinDays(from, till) * DAY).toISOString().slice(0, 10);
};

/** A name for each order, of its common name: `www-example-com`; with the order's id where several would have it, or where it ends as if it had one. Pure. */
export const namesFor = (
  orders: readonly { readonly orderId: number; readonly called: string }[],
): ReadonlyMap<number, string> => {
  const slugs = orders.map(({ orderId, called }) => [orderId, slug(called)] as const);
  const count = new Map<string, number>();
  for (const [, name] of slugs) count.set(name, (count.get(name) ?? 0) + 1);
  return new Map(
    slugs.map(([orderId, name]) => [
      orderId,
      count.get(name) === 1 && !/-\d+$/.test(name) ? name : `${name}-${orderId}`,
    ]),
  );
};

const slug = (called: string): string =>
  oneLine(called, 80)
    .toLowerCase()
    .replace(/^\*\./, "wildcard-")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "") || "certificate";
