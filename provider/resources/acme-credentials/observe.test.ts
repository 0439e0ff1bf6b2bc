import { contextWith, failing } from "../order/observe.fake";
import { observeContract, observeCredentials } from "./observe";

const looks = [
  ["list acme credentials", observeCredentials],
  ["acme contract", observeContract],
] as const;

test.each(looks)(
  "%s: a contract that the key cannot see is an error that says whose key to check, never gone",
  async (call, look) => {
    const { ctx } = contextWith({ [call]: failing(404) });

    await expect(look(12, ctx)).rejects.toThrow(
      /^ACME contract 12 is not visible to this API key\ncheck acmeContractId, and that digicert:partnerApiKey is a key of the subaccount that has the contract/,
    );
  },
);

test.each(looks)("%s: any other failure stays what it is", async (call, look) => {
  const { ctx } = contextWith({ [call]: failing(500) });

  await expect(look(12, ctx)).rejects.toThrow("it failed (500)");
});
