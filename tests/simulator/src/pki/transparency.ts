import { randomBytes } from "node:crypto";
import { sequence, tlv } from "./der";
import * as x509 from "./x509";

/** RFC 6962 §3.3. */
const SCT_LIST = "1.3.6.1.4.1.11129.2.4.2";
/** As many logs as DigiCert has a public certificate of half a year or more in. */
const LOGS = Array.from({ length: 3 }, () => randomBytes(32));
const P256_NUMBER = 32;

/** A length of two octets before what it counts, as TLS writes it (RFC 8446 §3.4). */
const counted = (bytes: Uint8Array): Uint8Array => Buffer.concat([uint(bytes.length, 2), bytes]);

const uint = (value: number, octets: number): Uint8Array =>
  Buffer.from(value.toString(16).padStart(2 * octets, "0"), "hex");

/** What a log would have signed. There is none, so nobody can verify it: its shape and its size are real. */
const signature = (): Uint8Array => {
  const number = (): Uint8Array => {
    const bytes = randomBytes(P256_NUMBER);
    bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
    return tlv(0x02, bytes);
  };
  const [SHA256, ECDSA] = [4, 3];
  return Buffer.concat([Uint8Array.of(SHA256, ECDSA), counted(sequence(number(), number()))]);
};

/** The signed certificate timestamps of a public certificate. */
export const timestamps = (at: Date): x509.Extension => {
  const [V1, noExtensions] = [Uint8Array.of(0), counted(Uint8Array.of())];
  const each = LOGS.map((log) => counted(Buffer.concat([V1, log, uint(at.getTime(), 8), noExtensions, signature()])));
  return new x509.Extension(SCT_LIST, false, tlv(0x04, counted(Buffer.concat(each))));
};
