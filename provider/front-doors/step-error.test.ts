import { stepError } from "./step-error";

test("what the host prints of a failed step says nothing twice and shows no stack", () => {
  const error = stepError("the API key was refused (403)\nhint: set digicert:apiKey");

  expect(error).toBeInstanceOf(Error);
  expect(error.message).toBe("the API key was refused (403)\nhint: set digicert:apiKey");
  expect(`${error}: ${error.stack}`).toBe("the step failed: see its error");
});
