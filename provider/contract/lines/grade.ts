/** How much a reason needs somebody: `info` nobody, `attention` in time, `urgent` now. The lowest first. */
export const SEVERITIES = ["info", "attention", "urgent"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Grade {
  readonly severity: Severity;
  /** The day by which it should be dealt with, `yyyy-MM-dd`. */
  readonly until?: string;
}

interface Coded {
  readonly code: string;
}

/** A grade for each code, or how to find it. The compiler counts the codes. */
export type Grades<Reason extends Coded> = {
  readonly [Code in Reason["code"]]: Severity | ((reason: Extract<Reason, { readonly code: Code }>) => Grade);
};

export const gradesIn =
  <Reason extends Coded>(grades: Grades<Reason>) =>
  (reason: Reason): Grade => {
    const grade = grades[reason.code as Reason["code"]] as Severity | ((reason: Reason) => Grade);
    return typeof grade === "string" ? { severity: grade } : grade(reason);
  };

/** That many days before the end, what was in time is urgent. */
const URGENT_DAYS = 7;

/** Of what has to be dealt with before a certificate ends. `end`: ISO 8601. */
export const beforeEnd = (daysLeft: number, end: string): Grade => ({
  severity: daysLeft <= URGENT_DAYS ? "urgent" : "attention",
  until: end.slice(0, 10),
});

export const isAtLeast = (severity: Severity, least: Severity): boolean =>
  SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
