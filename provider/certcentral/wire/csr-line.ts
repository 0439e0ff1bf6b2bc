const LABEL = /^BEGIN ((?:NEW )?CERTIFICATE REQUEST|(?:RSA |EC )?PUBLIC KEY)$/;

/**
 * A certificate signing request or public key the way the API takes it: on one line, header and footer kept.
 * Takes any line ends, also ones that were escaped (`\n` as two characters), and text around the block.
 * @see https://dev.digicert.com/certcentral-apis/services-api/orders/reissue-certificate.html – certificate.csr
 */
export function csrOnOneLine(csr: string): string {
  const parts = csr.split("-----");
  const begin = parts.findIndex((part, i) => LABEL.test(part) && parts[i + 2] === part.replace("BEGIN", "END"));
  const [header, base64] = parts.slice(begin, begin + 2);
  if (begin < 0 || header === undefined || base64 === undefined) {
    throw new TypeError(
      csr.includes("PRIVATE KEY")
        ? "the csr is a private key"
        : "the csr has no PEM header and footer of a certificate request or public key",
    );
  }
  const kind = header.replace(/^BEGIN (NEW )?/, "");
  return `-----BEGIN ${kind}-----${base64.replaceAll(/\\[rn]|\s/g, "")}-----END ${kind}-----`;
}
