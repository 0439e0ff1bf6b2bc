import { Refusal } from "../../contract/refusal";
import type { Bag } from "../../contract/resource";
import { CertificateInputs, onChange } from "./inputs";
import type { CertificateState } from "./state";

const isInput = (key: string): boolean => Object.hasOwn(onChange, key);

/** State as it is stored: inputs under their own names, everything else beside them. */
export const store = ({ asked, ...outputs }: CertificateState): Bag => ({ ...asked, ...outputs });

/** State from what was stored, whichever release of ours wrote it. */
export const restore = (stored: Bag): CertificateState => {
  const { version } = stored;
  if (typeof version === "number" && version > 1)
    throw new Refusal([
      `this resource was last written by a newer pulumi-digicert (state version ${version}, this one knows 1)`,
      "install that release or a later one",
    ]);
  const inputs = Object.fromEntries(Object.entries(stored).filter(([key]) => isInput(key)));
  const parsed = CertificateInputs.safeParse(inputs);
  const outputs = Object.fromEntries(Object.entries(stored).filter(([key]) => !isInput(key)));
  return {
    ...EMPTY,
    ...(outputs as Partial<CertificateState>),
    asked: parsed.success ? parsed.data : (inputs as CertificateInputs),
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
