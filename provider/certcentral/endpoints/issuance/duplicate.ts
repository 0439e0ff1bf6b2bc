import { present } from "../../../contract/present";
import { endpoint } from "../../transport/endpoint";
import { path } from "../../transport/path";
import { csrOnOneLine } from "../../wire/csr-line";
import { placedOn } from "./placed-reissue";
import { certValidity, type ReissueRequest } from "./reissue-body";

/** Everything but key, validity, platform and hash must equal the original. */
export type DuplicateRequest = Required<Pick<ReissueRequest, "csr" | "commonName" | "signatureHash">> &
  Pick<
    ReissueRequest,
    | "dnsNames"
    | "serverPlatformId"
    | "validityDays"
    | "customExpirationDate"
    | "profileOption"
    | "caCertId"
    | "skipApproval"
    | "comments"
  >;

/**
 * Asks for a second certificate beside the order's own; nothing is revoked by it.
 *
 * If the answer never comes: read the list of duplicates, and look for one with the same public key that was not there before.
 * @see https://dev.digicert.com/certcentral-apis/services-api/orders/duplicate-certificate.html
 */
export const duplicateCertificate = endpoint({
  name: "duplicate certificate",
  family: "services",
  method: "POST",
  path: ({ orderId }: { orderId: number | string; request: DuplicateRequest }) =>
    path`/order/certificate/${orderId}/duplicate`,
  body: ({ request }) =>
    present({
      certificate: present({
        csr: csrOnOneLine(request.csr),
        common_name: request.commonName,
        dns_names: request.dnsNames,
        server_platform: request.serverPlatformId === undefined ? undefined : { id: request.serverPlatformId },
        cert_validity: certValidity(request),
        signature_hash: request.signatureHash,
        profile_option: request.profileOption,
        ca_cert_id: request.caCertId,
      }),
      skip_approval: request.skipApproval,
      comments: request.comments,
    }),
  answer: placedOn,
  repeatable: false,
});
