import { digicertErrors } from "./digicert-errors";

const read = (body: unknown) =>
  digicertErrors(typeof body === "string" ? body : JSON.stringify(body), (text) => text.replaceAll("K3Y", "[secret]"));

test("the list of the documentation, several at once", () => {
  expect(
    read({
      errors: [
        { code: "not_found|order", message: "No." },
        { code: "required_param:certificate.csr", message: "certificate.csr is a required parameter." },
      ],
    }),
  ).toEqual([
    { code: "not_found|order", word: "not_found", detail: "order", message: "No." },
    {
      code: "required_param:certificate.csr",
      word: "required_param",
      detail: "certificate.csr",
      message: "certificate.csr is a required parameter.",
    },
  ]);
});

test.each([
  [{ errors: { code: "not_found" } }],
  [{ error: { code: "not_found", message: null } }],
  [{ errors: [null, { code: "not_found" }] }],
])("one error in another shape: %j", (body) => {
  expect(read(body)).toEqual([{ code: "not_found", word: "not_found", message: "" }]);
});

test.each([
  [""],
  ["<html>bad gateway</html>"],
  ['{"errors": ['],
  ["[]"],
  ["null"],
  [{}],
  [{ errors: [] }],
  [{ errors: "no" }],
])("no errors in %j", (body) => {
  expect(read(body)).toEqual([]);
});

test("a code outside the grammar is kept as it is, secrets are masked, long messages cut", () => {
  expect(read({ errors: [{ code: "Oh no!", message: `K3Y\n${"x".repeat(999)}` }] })).toEqual([
    { code: "Oh no!", word: "Oh no!", message: `[secret] ${"x".repeat(490)}…` },
  ]);
});
