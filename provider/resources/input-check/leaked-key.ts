import type { Bag } from "../../contract/resource";
import { holdsPrivateKey } from "../../pki/keys/private-key";

/** Whether a value holds a private key, at any depth and in names of members too: a pasted key must not come back in a message. */
const hasPrivateKey = (value: unknown): boolean =>
  typeof value === "string"
    ? holdsPrivateKey(value)
    : typeof value === "object" &&
      value !== null &&
      Object.entries(value).some(([name, member]) => holdsPrivateKey(name) || hasPrivateKey(member));

/** Whether an input holds one, in its value or in its very name. */
const leaks = (input: string, value: unknown): boolean => holdsPrivateKey(input) || hasPrivateKey(value);

/** The inputs that hold one. */
export const leaking = (given: Bag, except: readonly string[] = []): string[] =>
  Object.keys(given).filter((input) => !except.includes(input) && leaks(input, given[input]));

/** What is said of inputs that hold one. What else is wrong with them is not said: it may quote a piece of it. */
export const leakSentence = (input: string): string =>
  `${holdsPrivateKey(input) ? "the name of an input" : input}: holds a private key: remove it, and treat the key as exposed`;
