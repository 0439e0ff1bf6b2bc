import type { Bag } from "../../contract/resource";
import { takenApart } from "../../contract/stored-state";
import { CertificateInputs, onChange } from "./inputs";
import type { CertificateState } from "./state";

/** State as it is stored: inputs under their own names, everything else beside them. Programs loop over `dcvRecords`. */
export const store = ({ asked, ...outputs }: CertificateState): Bag => ({
  ...asked,
  dcvRecords: [],
  ...outputs,
});

/** State from what was stored, whichever release of ours wrote it. */
export const restore = (stored: Bag): CertificateState => {
  const { asked, outputs: all } = takenApart(stored, onChange, CertificateInputs);
  const { dcvRecords, ...outputs } = all;
  return {
    ...EMPTY,
    ...(outputs as Partial<CertificateState>),
    ...(Array.isArray(dcvRecords) && dcvRecords.length > 0 ? { dcvRecords } : {}),
    asked,
  };
};

/** What a stored bag may lack: engines drop empty and undefined members. */
const EMPTY: Omit<CertificateState, "asked"> = {
  version: 1,
  status: "none",
  issuedNames: [],
  caNames: [],
  origin: "adopted",
  knownCertificateIds: [],
  reissueCount: 0,
  issuanceKey: "",
  supersededCertificates: [],
};
