import type { Secret } from "./secret";

/** Masks the given secrets wherever they appear in a text, in lower case too: that is how names are compared. */
export function scrubber(secrets: readonly Secret[]): (text: string) => string {
  const words = secrets.map((secret) => secret.reveal()).filter((word) => word !== "");
  const patterns = words.map((word) => new RegExp(word.replace(/[^\w\s]/g, "\\$&"), "gi"));
  return (text) => patterns.reduce((done, pattern) => done.replaceAll(pattern, "[secret]"), text);
}
