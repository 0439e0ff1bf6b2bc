import { createHash } from "node:crypto";

/** When a certificate is renewed: `days` before its end at the latest, and up to `spread` days before that. */
export interface RenewalWindow {
  readonly days: number;
  readonly spread: number;
}

/**
 * The days before its end at which one certificate is renewed: its own day of the window, by its name. The same at each run,
 * so that nothing moves; another one for each name, so that what was issued in one night is not renewed in one night.
 */
export const minDaysRemaining = (name: string, { days, spread }: RenewalWindow): number =>
  days + (createHash("sha256").update(name).digest().readUInt32BE(0) % (spread + 1));
