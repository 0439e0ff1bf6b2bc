import { readCsr } from "../../../pki/csr";
import { sameNames, without } from "../../../pki/names";
import { shortKey } from "../../../pki/public-key";
import { wishOf } from "../desired/desired";
import type { CertificateInputs } from "../inputs";
import type { Reason } from "../reasons";
import type { CertificateState, ReplacedBy } from "../state";

export interface Drift {
  readonly because: readonly Reason[];
  readonly taken?: Reason;
}

/** Our certificate is still the order's current one, but may be dead. */
export const lost = (was: CertificateState, wanted: CertificateInputs): Drift => {
  if (was.status === "revoked") {
    const csr = wanted.csr === undefined ? undefined : readCsr(wanted.csr);
    const sameKey = csr === undefined || (csr.ok && csr.key.fingerprint === was.publicKeySha256);
    return { because: [{ code: "revoked-elsewhere", sameKey }] };
  }
  if (was.status === "expired" && was.notAfter !== undefined)
    return { because: [{ code: "expired", notAfter: was.notAfter }] };
  return { because: [] };
};

/** Somebody else's certificate is now the order's current one. */
export const elsewhere = (now: ReplacedBy, was: CertificateState, wanted: CertificateInputs): Drift => {
  const id = now.certificateId === undefined ? {} : { certificateId: now.certificateId };
  const wish = wishOf(wanted, { commonName: now.commonName, names: now.names, product: was.productNameId });
  const names = without(now.names, without(was.caNames, wish.names));
  const because: Reason[] = [];
  const [added, removed] = [without(names, wish.names), without(wish.names, names)];
  if (!sameNames(names, wish.names)) because.push({ code: "names-changed-elsewhere", ...id, added, removed });
  if (wish.key !== undefined && wish.key.fingerprint !== now.publicKeySha256) {
    const key =
      now.publicKeySha256 === undefined
        ? {}
        : { key: shortKey({ name: now.keyType ?? "key", fingerprint: now.publicKeySha256 }) };
    because.push({ code: "key-changed-elsewhere", ...id, ...key });
  }
  if (wish.signatureHash !== undefined && now.signatureHash !== undefined && wish.signatureHash !== now.signatureHash)
    because.push({ code: "hash-changed-elsewhere", ...id, hash: now.signatureHash });
  return because.length > 0 ? { because } : { because, taken: { code: "matches-elsewhere", ...id } };
};
