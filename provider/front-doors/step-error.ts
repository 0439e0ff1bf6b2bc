/**
 * What a step fails with. Pulumi's dynamic host hands the message to the engine, and on refresh and delete prints the error and its
 * stack on standard error as well, which the engine shows too: said three times, with our own files in it. Only the message is for people.
 */
export const stepError = (message: string): Error =>
  Object.defineProperties(new Error(message), {
    stack: { value: "see its error" },
    toString: { value: () => "the step failed" },
  });
