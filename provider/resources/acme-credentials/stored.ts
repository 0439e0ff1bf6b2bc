import { Secret } from "../../certcentral";
import type { Bag } from "../../contract/resource";
import { takenApart } from "../../contract/stored-state";
import { AcmeCredentialsInputs, onChange } from "./inputs";
import type { AcmeCredentialsState } from "./state";

/** State as it is stored: inputs under their own names, everything else beside them, the secrets for the engine to encrypt. */
export const store = ({ asked, kid, hmacKey, ...outputs }: AcmeCredentialsState): Bag => ({
  ...asked,
  ...outputs,
  ...(kid === undefined ? {} : { kid: kid.reveal() }),
  ...(hmacKey === undefined ? {} : { hmacKey: hmacKey.reveal() }),
});

/** State from what was stored, whichever release of ours wrote it. */
export const restore = (stored: Bag): AcmeCredentialsState => {
  const { asked, outputs: all } = takenApart(stored, onChange, AcmeCredentialsInputs);
  const { kid, hmacKey, ...outputs } = all;
  return {
    ...EMPTY,
    ...(outputs as Partial<AcmeCredentialsState>),
    ...(typeof kid === "string" ? { kid: new Secret(kid) } : {}),
    ...(typeof hmacKey === "string" ? { hmacKey: new Secret(hmacKey) } : {}),
    asked,
  };
};

/** What a stored bag may lack: engines drop empty and undefined members. */
export const EMPTY: Omit<AcmeCredentialsState, "asked"> = {
  version: 1,
  status: "none",
  knownCredentialIds: [],
  previousCredentials: [],
  unseenCredentials: [],
  revokedCredentialIds: [],
  toRevoke: [],
  sparedCredentials: [],
};
