import { type Command, InvalidArgumentError } from "commander";
import * as z from "zod";
import type { ListArgs, OrderFilter, OrderSummary } from "../../certcentral";
import { present } from "../../contract/present";
import { dayOf } from "../../contract/text/dates";

/** Which of the account's orders are looked at. What is absent lets all through. */
export const Filters = z.object({
  /** With `*` for any text: matched by the common name or any other name. */
  name: z.array(z.string()).readonly().optional(),
  /** Product identifiers (`ssl_basic`). */
  product: z.array(z.string()).readonly().optional(),
  /** Ids of divisions, which CertCentral's API calls containers. */
  division: z.array(z.number()).readonly().optional(),
  /** The certificate's last day, this one included: `yyyy-MM-dd`. */
  expiresFrom: z.string().optional(),
  expiresUntil: z.string().optional(),
});
export type Filters = Readonly<z.infer<typeof Filters>>;

export const declareFilters = (command: Command): Command =>
  command
    .option("--name <pattern...>", 'only orders with such a name; * stands for any text: "*.example.com"')
    .option("--product <id...>", "only these products, as ssl_basic")
    .option("--division <id...>", "only these divisions", divisions)
    .option("--expires-from <day>", "only certificates that end on this day or later, as 2027-01-31", day)
    .option("--expires-until <day>", "only certificates that end on this day or earlier", day);

const day = (text: string): string => {
  const read = dayOf(text);
  if (read === undefined) throw new InvalidArgumentError("It is no day: give it as 2027-01-31.");
  return read;
};

const divisions = (text: string, before: readonly number[] | undefined): number[] => {
  if (!/^\d{1,15}$/.test(text))
    throw new InvalidArgumentError("It is no id: give the division's number in CertCentral.");
  return [...(before ?? []), Number(text)];
};

/** What CertCentral filters itself. Pure. */
export const listArgsOf = ({ product, division, expiresFrom, expiresUntil }: Filters): ListArgs<OrderFilter> => ({
  filters: present({
    productNameId: product,
    containerId: division,
    ...(expiresFrom === undefined && expiresUntil === undefined
      ? {}
      : { validTill: `${expiresFrom ?? "2000-01-01"}...${expiresUntil ?? "9999-12-31"}` }),
  }),
  // What is placed meanwhile comes last, and moves nothing from one page to another.
  sort: ["orderId"],
});

/** Whether one of an order's names is like one of the patterns. Pure. */
export const isNamed = ({ certificate }: OrderSummary, patterns: readonly string[] | undefined): boolean =>
  patterns === undefined ||
  patterns.some((pattern) =>
    [certificate.commonName ?? "", ...certificate.dnsNames].some((name) => like(pattern, name)),
  );

const like = (pattern: string, name: string): boolean =>
  new RegExp(`^${pattern.split("*").map(escaped).join(".*")}$`, "is").test(name);
const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
