import * as z from "zod";
import { json, pem } from "../../transport/answers/received";
import { endpoint } from "../../transport/endpoint";
import { path } from "../../transport/path";
import { Chain } from "../../wire/chain";

/** The formats that are one PEM text. `pem_all` is leaf, intermediate and root; the others are undocumented in part. */
export type PemFormat = "pem_all" | "pem_noroot" | "pem_nointermediate" | "pem";

/**
 * A certificate with its chain, as PEM. The order of the blocks is no promise; neither, it seems, is that the certificate is the one
 * asked for when several of one order are fetched in a row (undocumented): prove the leaf by its key.
 * @see https://dev.digicert.com/certcentral-apis/services-api/certificates/download-certificate.html
 */
export const downloadCertificate = endpoint({
  name: "download certificate",
  family: "services",
  method: "GET",
  path: ({ certificateId, format = "pem_all" }: { certificateId: number; format?: PemFormat }) =>
    path`/certificate/${certificateId}/download/format/${format}`,
  accept: "*/*",
  answer: pem,
  repeatable: true,
});

/**
 * The chain of a certificate, which begins with the certificate itself, although the API calls them intermediates.
 * Empty for certificates on hardware tokens.
 * @see https://dev.digicert.com/certcentral-apis/services-api/certificates/get-certificate-chain.html
 */
export const certificateChain = endpoint({
  name: "certificate chain",
  family: "services",
  method: "GET",
  path: ({ certificateId }: { certificateId: number }) => path`/certificate/${certificateId}/chain`,
  answer: json(z.object({ intermediates: Chain }).transform(({ intermediates }) => intermediates)),
  repeatable: true,
});
