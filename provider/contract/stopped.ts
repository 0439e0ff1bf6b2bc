/**
 * Whoever asked for a step wants no more of it: Ctrl-C, or its time is over. Neither a refusal nor a failure of the API, so that
 * nothing that may do without an answer takes it for one. Every line is for the user, the last ones say what to do.
 */
export class Stopped extends Error {
  constructor(lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "Stopped";
  }
}
