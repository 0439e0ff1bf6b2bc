import { linesOf } from "../../../contract/partial-failure";
import { entryOf } from "../credential-list";
import { type Ctx, observeCredentials } from "../observe";
import type { AcmeCredentialsState } from "../state";
import { identifiedState } from "../transitions/next-state";

/** The list may lag behind the answer: looked at again after these waits. */
const PAUSES_MS = [1_000, 3_000] as const;

/**
 * Finds out the id of a pair that was just made. Never fails: the pair is there and works without, and only its retirement
 * needs the id.
 */
export const identify = async (state: AcmeCredentialsState, ctx: Ctx): Promise<AcmeCredentialsState> => {
  const { run } = ctx;
  const { acmeContractId } = state.requestedInputs;
  try {
    for (const pause of [...PAUSES_MS, undefined]) {
      const found = entryOf(await observeCredentials(acmeContractId, ctx), state);
      if (found !== undefined) return identifiedState(state, found);
      if (pause !== undefined) await run.sleep(pause);
    }
  } catch (error) {
    run.log.warn(
      `the new pair of ACME contract ${acmeContractId} is stored and works; its id is not known yet, for the list of credentials could not be read (${linesOf(error)[0]}): the next pulumi up looks again`,
    );
    return identifiedState(state, "unread");
  }
  run.log.warn(
    `the new pair of ACME contract ${acmeContractId} is stored and works; which entry of the contract's list it is cannot be told: it will not be revoked when it is replaced or deleted, do that in CertCentral`,
  );
  return identifiedState(state, "not-found");
};
