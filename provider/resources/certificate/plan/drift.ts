import { present } from "../../../contract/present";
import { readCsr } from "../../../pki/csr";
import { shortKey, toldKey } from "../../../pki/keys/public-key";
import { canonicalName, sameNames, without } from "../../../pki/names/names";
import { desiredOf } from "../desired/desired";
import type { CertificateInputs } from "../inputs";
import type { DriftReason, Reason } from "../reasons";
import type { CertificateState, ReplacedBy } from "../state";

export interface Drift {
  readonly reasons: readonly DriftReason[];
  readonly taken?: Reason;
  readonly warnings?: readonly Reason[];
}

/** Our certificate is still the order's current one, but may be dead. */
export const lost = (prior: CertificateState, inputs: CertificateInputs): Drift => {
  if (prior.status === "revoked") return revoked(prior, inputs);
  if (prior.status === "expired" && prior.notAfter !== undefined)
    return { reasons: [{ code: "expired", notAfter: prior.notAfter }] };
  return { reasons: [] };
};

/** Its key may be compromised, and is not certified again without a word. */
const revoked = (
  { certificateId, publicKeySha256 = "" }: Partial<ReplacedBy>,
  { csr: text }: CertificateInputs,
): Drift => {
  const reasons: DriftReason[] = [{ code: "revoked-elsewhere" }];
  const csr = text === undefined ? undefined : readCsr(text);
  if (csr !== undefined && !(csr.ok && csr.key.publicKeySha256 === publicKeySha256)) return { reasons };
  return { reasons, warnings: [{ code: "key-unchanged", ...present({ certificateId }) }] };
};

/** Somebody else's certificate is now the order's current one. */
export const elsewhere = (now: ReplacedBy, prior: CertificateState, inputs: CertificateInputs): Drift => {
  if (now.status === "expired" && now.validTill !== undefined)
    return { reasons: [{ code: "expired", notAfter: now.validTill }] };
  if (now.status !== undefined) return revoked(now, inputs);
  const id = present({ certificateId: now.certificateId });
  const desired = desiredOf(inputs, { commonName: now.commonName, names: now.names, product: prior.productNameId });
  const names = without(now.names, without(prior.caNames, desired.names));
  const reasons: DriftReason[] = [];
  const [added, removed] = [without(names, desired.names), without(desired.names, names)];
  const key = toldKey(now);
  // What is not shown is not different: it is looked at again before anything comes of it.
  const isUntold =
    now.namesUntold === true ||
    (desired.key !== undefined && key === undefined) ||
    (desired.commonName !== undefined && now.commonName === undefined);
  if (now.namesUntold !== true && !sameNames(names, desired.names))
    reasons.push({ code: "names-changed-elsewhere", ...id, added, removed });
  if (desired.key !== undefined && key !== undefined && desired.key.publicKeySha256 !== key.publicKeySha256)
    reasons.push({ code: "key-changed-elsewhere", ...id, key: shortKey(key) });
  if (
    desired.commonName !== undefined &&
    now.commonName !== undefined &&
    canonicalName(desired.commonName) !== canonicalName(now.commonName)
  )
    reasons.push({ code: "common-name-changed-elsewhere", ...id, commonName: now.commonName });
  if (
    desired.signatureHash !== undefined &&
    now.signatureHash !== undefined &&
    desired.signatureHash !== now.signatureHash
  )
    reasons.push({ code: "hash-changed-elsewhere", ...id, hash: now.signatureHash });
  if (reasons.length > 0) return { reasons };
  return { reasons, taken: { code: "matches-elsewhere", ...id, ...(isUntold ? { untold: true } : {}) } };
};
