import {
  type AcmeContract,
  type AcmeCredential,
  acmeContract,
  acmeCredentials,
  type CertCentral,
  CertCentralError,
} from "../../certcentral";
import { Refusal } from "../../contract/refusal";
import type { Context } from "../../contract/resource";

export type Ctx = Context<CertCentral>;

/**
 * The contract's credentials, active and revoked: one request. Not visible is an error, never "gone": a wrong key must
 * not empty a stack.
 */
export const observeCredentials = (acmeContractId: number, { api, run }: Ctx): Promise<AcmeCredential[]> =>
  visible(acmeContractId, () => api.send(acmeCredentials, { acmeContractId }, run));

export const observeContract = (acmeContractId: number, { api, run }: Ctx): Promise<AcmeContract> =>
  visible(acmeContractId, () => api.send(acmeContract, { acmeContractId }, run));

const visible = async <Value>(acmeContractId: number, ask: () => Promise<Value>): Promise<Value> => {
  try {
    return await ask();
  } catch (error) {
    if (CertCentralError.is(error) && error.code === "absent")
      throw new Refusal([
        `ACME contract ${acmeContractId} is not visible to this API key`,
        "check acmeContractId, and that digicert:partnerApiKey is a key of the subaccount that has the contract (refresh and destroy use the key stored in state: --run-program uses the current one)",
      ]);
    throw error;
  }
};
