import { zipSync } from "fflate";
import type { Issuer } from "./authority";
import { type LineEnd, toPem } from "./pem";
import * as x509 from "./x509";

/** A certificate with what stands above it. */
export interface Chain {
  /** A file name for the leaf, made from the common name. */
  fileName: string;
  leaf: Uint8Array;
  intermediate: Issuer;
  root: Issuer;
}

export interface Download {
  type: string;
  fileName: string;
  bytes: Uint8Array;
}

const pem = (der: Uint8Array, eol: LineEnd): string => toPem("CERTIFICATE", der, eol);
const text = (content: string): Uint8Array => new TextEncoder().encode(content);

const pkcs7 = ({ leaf, intermediate, root }: Chain): Uint8Array =>
  new Uint8Array(
    new x509.X509Certificates(
      [leaf, intermediate.der, root.der].map((der) => new x509.X509Certificate(new Uint8Array(der))),
    ).export("raw"),
  );

const files = (chain: Chain, extension: string, eol: LineEnd, withRoot: boolean): Record<string, Uint8Array> => ({
  [`${chain.fileName}.${extension}`]: text(pem(chain.leaf, eol)),
  [`DigiCertCA.${extension}`]: text(pem(chain.intermediate.der, eol)),
  ...(withRoot ? { [`TrustedRoot.${extension}`]: text(pem(chain.root.der, eol)) } : {}),
});

type Make = (chain: Chain, eol: LineEnd) => { type: string; extension: string; bytes: Uint8Array };

const zip =
  (pick: (chain: Chain, eol: LineEnd) => Record<string, Uint8Array>): Make =>
  (chain, eol) => ({
    type: "application/zip",
    extension: "zip",
    bytes: zipSync(pick(chain, eol), { level: 0, mtime: new Date("2000-01-01T12:00:00Z") }),
  });

const bundle =
  (pick: (chain: Chain) => Uint8Array[]): Make =>
  (chain, eol) => ({
    type: "application/x-pem-file",
    extension: "pem",
    bytes: text(
      pick(chain)
        .map((der) => pem(der, eol))
        .join(""),
    ),
  });

/** https://dev.digicert.com/en/certcentral-apis/services-api/glossary.html, certificate formats; `pem_noroot` and below from client code. */
const FORMATS: Record<string, Make> = {
  default: zip((c, eol) => files(c, "crt", eol, true)),
  default_cer: zip((c, eol) => files(c, "cer", eol, true)),
  default_pem: zip((c, eol) => files(c, "pem", eol, true)),
  apache: zip((c, eol) => files(c, "crt", eol, false)),
  p7b: (chain, eol) => ({
    type: "application/x-pkcs7-certificates",
    extension: "p7b",
    bytes: text(toPem("PKCS7", pkcs7(chain), eol)),
  }),
  cer: (chain, eol) => ({
    type: "application/x-pkcs7-certificates",
    extension: "cer",
    bytes: text(toPem("PKCS7", pkcs7(chain), eol)),
  }),
  pem_all: bundle(({ leaf, intermediate, root }) => [leaf, intermediate.der, root.der]),
  pem_noroot: bundle(({ leaf, intermediate }) => [leaf, intermediate.der]),
  pem_nointermediate: bundle(({ leaf }) => [leaf]),
  pem: bundle(({ leaf }) => [leaf]),
  crt: bundle(({ leaf }) => [leaf]),
};

export const FORMAT_NAMES: readonly string[] = Object.keys(FORMATS);

export const download = (format: string, chain: Chain, eol: LineEnd): Download | undefined => {
  const made = FORMATS[format]?.(chain, eol);
  return made && { type: made.type, bytes: made.bytes, fileName: `${chain.fileName}.${made.extension}` };
};
