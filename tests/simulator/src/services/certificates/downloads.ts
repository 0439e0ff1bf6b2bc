import { X509Certificate } from "node:crypto";
import { type Answer, invalid, notFound, ok, refusal } from "../../api/answer";
import type { Call } from "../../api/call";
import { INTERMEDIATES } from "../../pki/authority";
import { download } from "../../pki/formats";
import { hexDigest } from "../../pki/sign";
import { eolOf } from "../../views/certificate";
import { spacedOf } from "../../world/dates";
import type { Certificate, Issued, Order } from "../../world/facts";
import { primaryOf } from "../../world/status";
import { findCertificate, findOrder } from "../find";
import { chainOf, chainView } from "./chain";

const issuedOf = (call: Call, certificate: Certificate | undefined): Issued => {
  if (certificate?.issued) return certificate.issued;
  const { downloadBeforeIssuance: status, downloadBeforeIssuanceCode: code } = call.world.awkward;
  throw refusal(status, code, "The certificate is not issued.");
};

const lastDownloads = new WeakMap<Order, Issued>();

/** Now and then the certificate that was downloaded before, of the same order. */
const confused = (call: Call, order: Order, issued: Issued): Issued => {
  const before = lastDownloads.get(order);
  lastDownloads.set(order, issued);
  return before !== undefined && call.world.dice.chance(call.world.awkward.sameDownload) ? before : issued;
};

const send = (call: Call, order: Order, issued: Issued, format: string): Answer => {
  const file = download(format, chainOf(call.world, confused(call, order, issued)), eolOf(call.world));
  if (file === undefined) throw invalid("invalid_format_type", `The format ${format} is not known.`);
  return { status: 200, ...file };
};

/** GET /certificate/{certificate_id}/download/format/{format} */
export const downloadCertificate = (call: Call): Answer => {
  const { order, certificate } = findCertificate(call);
  return send(call, order, issuedOf(call, certificate), call.params["format"] ?? "");
};

/** GET /certificate/{certificate_id}/download/platform[/{server_platform_id}]: 29 is a PEM bundle, the others a ZIP. */
export const downloadForPlatform = (call: Call): Answer => {
  const { order, certificate } = findCertificate(call);
  return send(call, order, issuedOf(call, certificate), call.params["platform"] === "29" ? "pem_all" : "default");
};

/** GET /certificate/download/order/{order_id}[/format/{format}]: the active certificate, never a duplicate or an earlier one. */
export const downloadOfOrder = (call: Call): Answer => {
  const order = findOrder(call);
  return send(call, order, issuedOf(call, primaryOf(order)), call.params["format"] ?? "default");
};

/** GET /certificate/{certificate_id}/chain */
export const certificateChain = (call: Call): Answer => {
  const { order, certificate } = findCertificate(call);
  const issued = issuedOf(call, certificate);
  return ok({ intermediates: order.provisioningMethod === "ship_token" ? [] : chainView(call.world, issued) });
};

/** GET /certificate/intermediates */
export const intermediates = ({ world }: Call): Answer => {
  const lines = INTERMEDIATES.map(({ id, numericId, commonName }) => {
    const ica = world.authority.intermediate(id);
    if (ica === undefined) throw notFound();
    const x509 = new X509Certificate(ica.der);
    return {
      id: numericId,
      subject_common_name: commonName,
      issuer_common_name: world.authority.root.commonName,
      valid_from: spacedOf(new Date(x509.validFrom)),
      valid_to: spacedOf(new Date(x509.validTo)),
      serial_number: x509.serialNumber,
      thumbprint: hexDigest("sha1", ica.der).toUpperCase(),
    };
  });
  return ok({ intermediates: lines });
};
