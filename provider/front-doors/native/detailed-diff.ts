import type { Bag } from "../../contract/resource";

/** How one property changes, as an engine's `PropertyDiff` says it. */
export interface PropertyChange {
  readonly kind: "add" | "delete" | "update";
  /** Of an input; else of an output. */
  readonly input: boolean;
}

/** By path, as `dnsNames[2]` or `timeouts.issuance`. */
export type DetailedDiff = Readonly<Record<string, PropertyChange>>;

interface Compared {
  /** What the reasons of a plan are about, by name. */
  readonly touched: readonly string[];
  readonly inputNames: readonly string[];
  readonly before: Bag;
  readonly after: Bag;
}

/**
 * The properties that a plan is about, each as deep as it differs. Never empty where something is touched: an engine that is
 * shown no property prints all of them in an update, and none in a refresh. Pure.
 */
export const detailedDiff = ({ touched, inputNames, before, after }: Compared): DetailedDiff => {
  const changes = touched.map((name): [string, PropertyChange][] =>
    inputNames.includes(name)
      ? differences(before[name], after[name], pathOf("", name))
      : [[pathOf("", name), { kind: "update", input: false }]],
  );
  const all = changes.flat();
  if (all.length > 0) return Object.fromEntries(all);
  return Object.fromEntries(touched.slice(0, 1).map((name) => [pathOf("", name), { kind: "update", input: true }]));
};

const differences = (before: unknown, after: unknown, path: string): [string, PropertyChange][] => {
  if (before === undefined && after === undefined) return [];
  if (before === undefined) return [[path, { kind: "add", input: true }]];
  if (after === undefined) return [[path, { kind: "delete", input: true }]];
  if (Array.isArray(before) && Array.isArray(after))
    return Array.from({ length: Math.max(before.length, after.length) }, (_, at) =>
      differences(before[at], after[at], `${path}[${at}]`),
    ).flat();
  if (isBag(before) && isBag(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      differences(before[key], after[key], pathOf(path, key)),
    );
  return Object.is(before, after) ? [] : [[path, { kind: "update", input: true }]];
};

/** As Pulumi reads a path: a name that is no plain word stands in brackets. */
const pathOf = (above: string, key: string): string => {
  if (/^[A-Za-z_$][\w$]*$/.test(key)) return above === "" ? key : `${above}.${key}`;
  return `${above}["${key.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"]`;
};

const isBag = (value: unknown): value is Bag => typeof value === "object" && value !== null && !Array.isArray(value);
