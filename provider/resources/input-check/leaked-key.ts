import { holdsPrivateKey } from "../../pki/private-key";

/** Whether a value holds a private key, at any depth and in names of members too: a pasted key must not come back in a message. */
export const hasPrivateKey = (value: unknown): boolean =>
  typeof value === "string"
    ? holdsPrivateKey(value)
    : typeof value === "object" &&
      value !== null &&
      Object.entries(value).some(([name, member]) => holdsPrivateKey(name) || hasPrivateKey(member));
