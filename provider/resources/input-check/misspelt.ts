import { distance, closest as nearest } from "fastest-levenshtein";
import type { z } from "zod";
import { cut } from "./quoted";

export interface Vocabulary {
  readonly schema: z.ZodObject;
  /** Follows the misspelt name: `an input of a revocation`. */
  readonly kind: string;
  /** What other tools call an input, in lower case. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/** Names that are none of the schema's, at its top or inside of an input, each with the name that was probably meant. */
export const misspelt = (
  { path, keys }: { readonly path: readonly PropertyKey[]; readonly keys: readonly string[] },
  { schema, kind, aliases = {} }: Vocabulary,
): string[] => {
  const [input] = path.map(String);
  const candidates = input === undefined ? Object.keys(schema.shape) : membersOf(schema, input);
  return keys.map(cut).map((key) => {
    const word = key.toLowerCase();
    const near = (Object.hasOwn(aliases, word) ? aliases[word] : undefined) ?? closest(key, candidates);
    const suggestion = near === undefined ? "" : `: did you mean ${near}?`;
    return `${[...path.map((step) => cut(String(step))), key].join(".")} is not ${kind}${suggestion}`;
  });
};

const membersOf = (schema: z.ZodObject, input: string): string[] => {
  const field: unknown = schema.shape[input];
  const inner =
    typeof field === "object" && field !== null && "unwrap" in field && typeof field.unwrap === "function"
      ? field.unwrap()
      : field;
  return typeof inner === "object" && inner !== null && "shape" in inner ? Object.keys(inner.shape as object) : [];
};

const plain = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, "");

/** The candidate that was probably meant, or `undefined` when none is near. `dns_names` means `dnsNames`. */
export const closest = (word: string, candidates: readonly string[]): string | undefined => {
  const spelt = new Map(candidates.map((candidate) => [plain(candidate), candidate]));
  if (spelt.size === 0) return undefined;
  const near = nearest(plain(word), [...spelt.keys()]);
  return distance(plain(word), near) <= Math.max(2, Math.floor(word.length / 3)) ? spelt.get(near) : undefined;
};
