/** No page and no list is behind by more than this, in looks or in seconds: what happened so long ago is shown everywhere. */
export const LONGEST_LAG_SECONDS = 30;
export const LONGEST_LAG_LOOKS = 3;

/** The dates of requests and certificates are no further than this from the clock of the service. */
export const LONGEST_SKEW_SECONDS = 300;
