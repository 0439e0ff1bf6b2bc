/** One PEM block: its label (`CERTIFICATE`, `PUBLIC KEY`, …) and its bytes. */
export interface PemBlock {
  readonly label: string;
  readonly der: Buffer;
}

const BEGIN = /^BEGIN ([A-Z0-9 ]{1,64})$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * Every PEM block of a text, in order. Line breaks may be CRLF, missing (CertCentral's one-line form), or the two
 * characters `\n` that environment variables and JSON leave behind. A block whose body is not base64 is left out.
 * One pass: a text of BEGIN lines without end costs as much as any other of its length.
 */
export const pemBlocks = (text: string): PemBlock[] => {
  const parts = text.split("-----");
  return parts.flatMap((part, i) => {
    const label = part.startsWith("BEGIN ") ? BEGIN.exec(part)?.[1] : undefined;
    if (label === undefined || parts[i + 2] !== `END ${label}`) return [];
    const base64 = (parts[i + 1] ?? "").replace(/\\r|\\n|\s/g, "");
    return BASE64.test(base64) ? [{ label, der: Buffer.from(base64, "base64") }] : [];
  });
};

/** A PEM block with lines of 64 characters, LF, and a line break at the end. */
export const pemOf = ({ label, der }: PemBlock): string => {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
};
