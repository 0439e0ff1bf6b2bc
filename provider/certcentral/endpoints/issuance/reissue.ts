import { endpoint } from "../../transport/endpoint";
import { path } from "../../transport/path";
import { placedOn } from "./placed-reissue";
import { type ReissueRequest, reissueBody } from "./reissue-body";

/**
 * Asks for another certificate on the order. Leaving out a name the order has makes DigiCert revoke all its earlier certificates
 * within 72 hours of issuance.
 *
 * If the answer never comes: there is no key that would make a second request harmless, and nothing in the list of reissues names
 * the request. Read the order and its reissues, and look for a certificate with the same public key that was not there before.
 * @see https://dev.digicert.com/certcentral-apis/services-api/orders/reissue-certificate.html
 */
export const reissueCertificate = endpoint({
  name: "reissue certificate",
  family: "services",
  method: "POST",
  path: ({ orderId }: { orderId: number | string; request: ReissueRequest }) =>
    path`/order/certificate/${orderId}/reissue`,
  body: ({ request }) => reissueBody(request),
  answer: placedOn,
  repeatable: false,
});
