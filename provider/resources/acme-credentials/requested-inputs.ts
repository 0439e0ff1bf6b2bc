import { digest } from "../../contract/digest";
import type { AcmeCredentialsInputs } from "./inputs";
import type { AcmeCredentialsState, AskedDigests } from "./state";

/*
 * What a pair was asked for with. Pure.
 */

/** Triggers as they are compared; absent, `[]` and `{}` say nothing. */
export const said = (triggers: AcmeCredentialsInputs["triggers"]): string =>
  triggers === undefined || Object.keys(triggers).length === 0 ? "" : digest(triggers);

type Asked = Pick<AcmeCredentialsState, "requestedInputs" | "askedBefore">;

export const askedDigests = ({ requestedInputs, askedBefore }: Asked): AskedDigests =>
  askedBefore ?? { triggers: said(requestedInputs.triggers) };

/** The inputs of today, while the pair that is there was asked for with those of before. */
export const askedInVain = (prior: Asked, inputs: AcmeCredentialsInputs): Asked => ({
  requestedInputs: inputs,
  ...(said(inputs.triggers) === askedDigests(prior).triggers ? {} : { askedBefore: askedDigests(prior) }),
});

/**
 * What counts as asked from now on. Triggers that are left out do not take back those that the pair was asked for with, but
 * their values are not kept, only a digest: they may have been secret, and are marked so no longer.
 */
export const stillAsked = (prior: Asked, inputs: AcmeCredentialsInputs): Asked =>
  said(inputs.triggers) === "" ? askedInVain(prior, inputs) : { requestedInputs: inputs };
