/** A record that proves control of a domain, where DigiCert looks for it. */
export interface DcvRecord {
  /** The domain whose control it proves. */
  readonly domain: string;
  readonly type: "TXT" | "CNAME" | "HTTP";
  /** The record's host name; for `HTTP` the address of a file. */
  readonly name: string;
  /** The record's value; for `HTTP` the file's text. */
  readonly value: string;
}
