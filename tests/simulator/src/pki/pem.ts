export type LineEnd = "\n" | "\r\n";

/** DER as PEM: 64 columns, a line end after the footer. */
export const toPem = (label: string, der: Uint8Array, eol: LineEnd = "\n"): string => {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join(eol);
};

/** The DER of one PEM block, however its lines are broken. */
export const fromPem = (text: string): { label: string; der: Uint8Array } | undefined => {
  const block = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/.exec(text);
  const [, label, base64] = block ?? [];
  return label === undefined || base64 === undefined
    ? undefined
    : { label, der: new Uint8Array(Buffer.from(base64.replace(/\s+/g, ""), "base64")) };
};
