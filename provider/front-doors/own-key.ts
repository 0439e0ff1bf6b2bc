import type { Bag } from "../contract/resource";

/**
 * Inputs that hold a key of the account, which `scrub` masks, in their values at any depth or in their names: it would be sent as
 * whatever it was pasted for, stored in clear, and shown in each row that tells of a change. Pure.
 */
export const ownKeys = (given: Bag, scrub: (text: string) => string): string[] => {
  const holds = (value: unknown): boolean =>
    typeof value === "string"
      ? scrub(value) !== value
      : typeof value === "object" && value !== null && Object.entries(value).flat().some(holds);
  return Object.entries(given)
    .filter((entry) => entry.some(holds))
    .map(
      ([input]) =>
        `${scrub(input)}: holds the provider's own API key: remove it, and have the key replaced in CertCentral if others may have seen it`,
    );
};
