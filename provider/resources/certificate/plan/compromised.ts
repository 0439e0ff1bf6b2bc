import { present } from "../../../contract/present";
import { type Given, isUnknown } from "../../../contract/unknown";
import { readCsr } from "../../../pki/csr";
import { shortKey } from "../../../pki/keys/public-key";
import type { CertificateInputs } from "../inputs";
import type { Reason } from "../reasons";
import type { CertificateState, CompromisedKey } from "../state";

/** Why a certificate for this key may not be asked for; `undefined` where it may. Pure. */
export const compromised = (
  keys: readonly CompromisedKey[],
  publicKeySha256: string | undefined,
): Extract<Reason, { code: "key-compromised" }> | undefined => {
  const found = keys.find((key) => key.publicKeySha256 === publicKeySha256);
  return found && { code: "key-compromised", ...present({ certificateId: found.certificateId }), key: shortKey(found) };
};

/** The same for what a reissue would certify, as far as state knows. Without a CSR that is the key that the order has on file. */
export const wantsCompromised = (
  { compromisedKeys = [], replacedBy, publicKeySha256 }: CertificateState,
  { csr: text }: Given<CertificateInputs>,
): Reason | undefined => {
  // Reading a CSR takes longer than all the rest of a plan.
  if (compromisedKeys.length === 0 || isUnknown(text)) return undefined;
  const csr = text === undefined ? undefined : readCsr(text);
  const onFile = replacedBy === undefined ? publicKeySha256 : replacedBy.publicKeySha256;
  return compromised(compromisedKeys, csr === undefined ? onFile : csr.ok ? csr.key.publicKeySha256 : undefined);
};
