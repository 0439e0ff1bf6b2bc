import { certificateChain, downloadCertificate } from "../../certcentral";
import { Refusal } from "../../contract/refusal";
import type { CertificateSpec } from "../../pki/certificate-spec";
import { type Leaf, proveLeaf } from "../../pki/leaf";
import type { Ctx } from "./context";

/** How long to wait between looks at a download that is not what it should be, in milliseconds. */
const AGAIN_AFTER = [500, 2_000, 5_000];

/** A certificate as lists name it, and itself, where this step has it already. */
interface Listed {
  readonly certificateId: number;
  readonly serialNumber: string | undefined;
  readonly leaf?: Leaf;
}

/**
 * Downloads a certificate, unless this step has it already, and proves that it is the wished one. PEMs of several certificates of one order, fetched in a
 * row, have come back identical, so what does not prove itself is fetched again, the second time through another endpoint.
 */
export const downloadLeaf = async (
  { certificateId, serialNumber, leaf }: Listed,
  desired: CertificateSpec,
  ctx: Ctx,
): Promise<Leaf> => {
  const { api, run } = ctx;
  let why = "";
  if (leaf !== undefined) {
    const proven = proveLeaf(`${leaf.certificatePem}\n${leaf.chainPem}`, desired, serialNumber, run.now());
    if (proven.ok) return proven.leaf;
  }
  for (const [round, pause] of [0, ...AGAIN_AFTER].entries()) {
    if (pause > 0) await run.sleep(pause);
    const bundle =
      round % 2 === 0
        ? await api.send(downloadCertificate, { certificateId }, run)
        : (await api.send(certificateChain, { certificateId }, run)).map(({ pem }) => pem).join("\n");
    const proven = proveLeaf(bundle, desired, serialNumber, run.now());
    if (proven.ok) return proven.leaf;
    why = proven.why;
  }
  throw new Refusal([
    `certificate ${certificateId} could not be proven to be the wanted one: ${why}`,
    "run pulumi up again; if it stays so, compare the certificate in CertCentral with the CSR",
  ]);
};
