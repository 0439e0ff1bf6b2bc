import { nameFault } from "../../../pki/names/names";
import { publicNameFault, unknownTld } from "../../../pki/names/public-names";
import { quoted } from "../../input-check/quoted";
import { familyOf } from "../../order/product-family";
import type { CertificateInputs } from "../inputs";
import type { ProductFault } from "./fault";

type Inputs = Readonly<Partial<CertificateInputs>>;

/** The names that inputs give, each with where; those that can stand on no certificate are others' business. */
const namesGiven = (inputs: Inputs, unknown: ReadonlySet<string>) =>
  [
    ...(inputs.commonName === undefined || unknown.has("commonName")
      ? []
      : [{ input: "commonName" as const, at: "commonName", name: inputs.commonName }]),
    ...(unknown.has("dnsNames") ? [] : (inputs.dnsNames ?? [])).map((name, i) => ({
      input: "dnsNames" as const,
      at: `dnsNames[${i}]`,
      name,
    })),
  ].filter(({ name }) => nameFault(name) === undefined);

/** What names a publicly trusted TLS certificate cannot carry. A private one may: `_`, `*.local`, `intranet`, 10.0.0.1. Pure. */
export const nameFaults = (inputs: Inputs, product: string, unknown: ReadonlySet<string>): ProductFault[] =>
  familyOf(product) !== "public-tls"
    ? []
    : namesGiven(inputs, unknown).flatMap(({ input, at, name }) => {
        const fault = publicNameFault(name);
        return fault === undefined ? [] : [{ input, sentence: `${at}: ${quoted(name)} ${fault}` }];
      });

/** Names that may be misspelt: our list of top-level domains may be older than theirs. Pure. */
export const nameDoubts = (inputs: Inputs, product: string, unknown: ReadonlySet<string>): string[] =>
  familyOf(product) !== "public-tls"
    ? []
    : namesGiven(inputs, unknown).flatMap(({ at, name }) => {
        const tld = publicNameFault(name) === undefined ? unknownTld(name) : undefined;
        return tld === undefined
          ? []
          : [
              `${at}: ${quoted(name)} ends in "${tld}", which our list of top-level domains does not have: check its spelling`,
            ];
      });
