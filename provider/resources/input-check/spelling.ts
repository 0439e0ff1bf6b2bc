import { distance, closest as nearest } from "fastest-levenshtein";

const plain = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, "");

/** The candidate that was probably meant, or `undefined` when none is near. `dns_names` means `dnsNames`. */
export const closest = (word: string, candidates: readonly string[]): string | undefined => {
  const spelt = new Map(candidates.map((candidate) => [plain(candidate), candidate]));
  if (spelt.size === 0) return undefined;
  const near = nearest(plain(word), [...spelt.keys()]);
  return distance(plain(word), near) <= Math.max(2, Math.floor(word.length / 3)) ? spelt.get(near) : undefined;
};
