const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Automatic checks: https://docs.digicert.com/en/certcentral/manage-certificates/automatic-domain-control-validation-checks.html */
const PHASES: readonly { every: number; until: number }[] = [
  { every: MINUTE, until: 15 * MINUTE },
  { every: 5 * MINUTE, until: 75 * MINUTE },
  { every: 15 * MINUTE, until: 24 * HOUR + 75 * MINUTE },
  { every: HOUR, until: 240 * HOUR },
];

/** The first automatic check after `after`, counted from `start`; none once they have ended. */
export const nextPoll = (start: Date, after: Date): Date | undefined => {
  const passed = Math.max(0, after.getTime() - start.getTime());
  let began = 0;
  for (const { every, until } of PHASES) {
    const next = began + (Math.floor((Math.max(passed, began) - began) / every) + 1) * every;
    if (passed < until && next <= until) return new Date(start.getTime() + next);
    began = until;
  }
  return undefined;
};
