const BLOCK = /-----BEGIN ((?:NEW )?CERTIFICATE REQUEST|(?:RSA |EC )?PUBLIC KEY)-----([\s\S]*?)-----END \1-----/;

/**
 * A certificate signing request or public key the way the API takes it: on one line, header and footer kept.
 * Takes any line ends, also ones that were escaped (`\n` as two characters), and text around the block.
 * @see https://dev.digicert.com/certcentral-apis/services-api/orders/reissue-certificate.html – certificate.csr
 */
export function csrOnOneLine(csr: string): string {
  const [, label, base64] = BLOCK.exec(csr) ?? [];
  if (label === undefined || base64 === undefined) {
    throw new TypeError(
      csr.includes("PRIVATE KEY")
        ? "the csr is a private key"
        : "the csr has no PEM header and footer of a certificate request or public key",
    );
  }
  const kind = label.replace(/^NEW /, "");
  return `-----BEGIN ${kind}-----${base64.replaceAll(/\\[rn]|\s/g, "")}-----END ${kind}-----`;
}
