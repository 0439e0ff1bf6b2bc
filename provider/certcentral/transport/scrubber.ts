import type { Secret } from "./secret";

/** Masks the given secrets wherever they appear in a text. */
export function scrubber(secrets: readonly Secret[]): (text: string) => string {
  const words = secrets.map((secret) => secret.reveal()).filter((word) => word !== "");
  return (text) => words.reduce((done, word) => done.replaceAll(word, "[secret]"), text);
}
