import type { Secret } from "./secret";

/** What a header can carry: nothing else was ever sent. */
const SENT = /^[\x21-\x7e]+$/;

/** Masks the given secrets wherever they appear in a text, in lower case too, for that is how names are compared, and as a path or query spells them. */
export function scrubber(secrets: readonly Secret[]): (text: string) => string {
  const given = secrets.map((secret) => secret.reveal()).filter((word) => word !== "");
  const words = new Set(given.flatMap((word) => (SENT.test(word) ? [word, encodeURIComponent(word)] : [word])));
  const patterns = [...words].map((word) => new RegExp(word.replace(/[^\w\s]/g, "\\$&"), "gi"));
  return (text) => patterns.reduce((done, pattern) => done.replaceAll(pattern, "[secret]"), text);
}
