import * as z from "zod";
import { present } from "../../contract/present";
import { block, maybe } from "./values";

/** One certificate of a chain. */
export interface ChainCertificate {
  readonly subjectCommonName?: string;
  /** With `\n` line ends, and one at the end. */
  readonly pem: string;
}

const Link = z
  .object({ subject_common_name: maybe.text, pem: block })
  .transform(
    (wire): ChainCertificate =>
      present({ subjectCommonName: wire.subject_common_name, pem: `${wire.pem.replaceAll(/\r\n?/g, "\n")}\n` }),
  );

/** Entries that cannot be read are left out: whoever uses a chain proves it link by link. */
export const Chain = z
  .unknown()
  .optional()
  .transform((given): ChainCertificate[] =>
    Array.isArray(given) ? given.flatMap((entry) => Link.safeParse(entry).data ?? []) : [],
  );
