import { CertCentralError } from "../../certcentral";
import { present } from "../../contract/present";
import { Refusal } from "../../contract/refusal";
import type { Leaf } from "../../pki/leaf";
import type { Ctx } from "./context";
import { downloadLeaf } from "./download";
import type { ObservedCertificate } from "./observed-order";

/** What a certificate says of itself, in the shape of what lists say of it. */
export type LeafFacts = Pick<Leaf, "names" | "publicKeySha256" | "keyType"> & {
  readonly commonName: string | undefined;
  readonly notAfter: string;
};

/** A certificate that was downloaded just now, whole. */
const isWhole = (leaf: LeafFacts | Leaf): leaf is Leaf => "certificatePem" in leaf;

/** Whether a list leaves out what a comparison needs: absent is not different, so the certificate itself has to be read. */
export const isUntold = ({ namesTold, key, commonName, life }: ObservedCertificate): boolean =>
  !namesTold || key === undefined || commonName === undefined || life === "unknown";

/**
 * The same certificate with what its lists leave out, as it says itself. With a status that this release does not
 * know, a certificate that has not expired counts as alive: it must not be reissued because of a word. Pure.
 */
export const toldByLeaf = (c: ObservedCertificate, leaf: LeafFacts | Leaf, now: Date): ObservedCertificate => ({
  ...c,
  names: c.namesTold ? c.names : leaf.names,
  namesTold: true,
  key: c.key ?? { publicKeySha256: leaf.publicKeySha256, keyType: leaf.keyType },
  commonName: c.commonName ?? leaf.commonName,
  validTill: c.validTill ?? leaf.notAfter.slice(0, 10),
  life: c.life === "unknown" && Date.parse(leaf.notAfter) > now.getTime() ? "live" : c.life,
  ...(isWhole(leaf) && { leaf }),
});

/** The leaf of a certificate, whatever it is; `undefined` where it cannot be downloaded: it may not have been issued. */
export const leafIfAny = async (
  { certificateId, serialNumber, leaf }: ObservedCertificate,
  ctx: Ctx,
): Promise<Leaf | undefined> => {
  if (certificateId === undefined) return undefined;
  try {
    return await downloadLeaf({ certificateId, serialNumber, ...present({ leaf }) }, { names: [] }, ctx);
  } catch (error) {
    if (Refusal.is(error) || (CertCentralError.is(error) && error.code !== "no-key")) return undefined;
    throw error;
  }
};
