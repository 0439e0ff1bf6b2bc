import { regenerateAcmeCredentials } from "./acme-credentials";

const answered = (acmeContractId: number) =>
  regenerateAcmeCredentials.answer(
    {
      status: 201,
      contentType: "application/json",
      text: JSON.stringify({
        acme_contract_id: acmeContractId,
        directory_url: "https://acme.example.com/directory",
        eab_set: { kid: "a kid", hmac_key: "a secret" },
      }),
    },
    { acmeContractId: 12, revokeExisting: false },
  );

test("a pair of another contract than the one that was asked about is not understood", () => {
  expect(answered(12)).toMatchObject({ acmeContractId: 12 });
  expect(() => answered(13)).toThrow("the answer is about another ACME contract than was asked for");
});
