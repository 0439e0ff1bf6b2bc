import { pauses } from "../../../contract/until";

const MINUTE = 60_000;

/**
 * The pauses between DigiCert's own looks for a proof, in milliseconds: every minute for a quarter of an hour, then every five
 * for an hour, every fifteen for a day, and hourly. Looking more often finds nothing more.
 * @see https://docs.digicert.com/en/certcentral/manage-certificates/automatic-domain-control-validation-checks.html
 */
export function* dcvPauses(): Generator<number, never> {
  for (const { every, times } of [
    { every: 1, times: 15 },
    { every: 5, times: 12 },
    { every: 15, times: 96 },
  ])
    for (let i = 0; i < times; i++) yield every * MINUTE;
  for (;;) yield 60 * MINUTE;
}

/** The pauses while DigiCert issues, which is a matter of seconds or minutes. */
export const issuancePauses = (): Generator<number, never> => pauses({ first: 1_000, growth: 1.5, longest: 30_000 });
