import { Secret } from "../../certcentral";
import { Refusal } from "../../contract/refusal";
import type { Bag } from "../../contract/resource";
import { AcmeCredentialsInputs, onChange } from "./inputs";
import type { AcmeCredentialsState } from "./state";

const isInput = (key: string): boolean => Object.hasOwn(onChange, key);

/** State as it is stored: inputs under their own names, everything else beside them, the secrets for the engine to encrypt. */
export const store = ({ asked, kid, hmacKey, ...outputs }: AcmeCredentialsState): Bag => ({
  ...asked,
  ...outputs,
  ...(kid === undefined ? {} : { kid: kid.reveal() }),
  ...(hmacKey === undefined ? {} : { hmacKey: hmacKey.reveal() }),
});

/** State from what was stored, whichever release of ours wrote it. */
export const restore = (stored: Bag): AcmeCredentialsState => {
  const { version } = stored;
  if (typeof version === "number" && version > 1)
    throw new Refusal([
      `this resource was last written by a newer pulumi-digicert (state version ${version}, this one knows 1)`,
      "install that release or a later one",
    ]);
  const entries = Object.entries(stored);
  const inputs = Object.fromEntries(entries.filter(([key]) => isInput(key)));
  const parsed = AcmeCredentialsInputs.safeParse(inputs);
  const { kid, hmacKey, ...outputs } = Object.fromEntries(entries.filter(([key]) => !isInput(key)));
  return {
    ...EMPTY,
    ...(outputs as Partial<AcmeCredentialsState>),
    ...(typeof kid === "string" ? { kid: new Secret(kid) } : {}),
    ...(typeof hmacKey === "string" ? { hmacKey: new Secret(hmacKey) } : {}),
    asked: parsed.success ? parsed.data : (inputs as AcmeCredentialsInputs),
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
};
