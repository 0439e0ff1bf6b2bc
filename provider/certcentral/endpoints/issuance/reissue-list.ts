import * as z from "zod";
import { present } from "../../../contract/present";
import { json } from "../../transport/answers/received";
import { endpoint } from "../../transport/endpoint";
import { path } from "../../transport/path";
import { id, listOf, maybe, Person, text, texts } from "../../wire/values";

/** A certificate of an order as the lists of reissues and duplicates show it. No member joins it to a request. */
export interface ReissueEntry {
  readonly certificateId: number;
  readonly serialNumber?: string;
  readonly thumbprint?: string;
  readonly commonName?: string;
  readonly dnsNames: readonly string[];
  /** As told: documented are `issued`, `pending` and `rejected`; duplicates say `approved`. See `isLive`. */
  readonly status: string;
  readonly dateCreated?: string;
  readonly dateIssued?: string;
  readonly validFrom?: string;
  readonly validTill?: string;
  readonly csr?: string;
  readonly signatureHash?: string;
  readonly keySize?: number;
  readonly archived: boolean;
  readonly person?: Person;
}

/** Issued, and neither revoked nor expired as far as the list tells: duplicates call that `approved`. */
export const isLive = ({ status }: Pick<ReissueEntry, "status">): boolean =>
  status === "issued" || status === "approved";

const Entry = z
  .looseObject({
    id,
    serial_number: maybe.text,
    thumbprint: maybe.text,
    common_name: maybe.text,
    dns_names: texts,
    status: text,
    date_created: maybe.time,
    date_issued: maybe.time,
    valid_from: maybe.day,
    valid_till: maybe.day,
    csr: maybe.block,
    signature_hash: maybe.text,
    key_size: maybe.number,
    archived: maybe.flag,
    user_id: maybe.id,
  })
  .transform((wire): ReissueEntry => {
    const person = Person.parse({ ...wire, id: wire.user_id });
    return present({
      certificateId: wire.id,
      serialNumber: wire.serial_number,
      thumbprint: wire.thumbprint,
      commonName: wire.common_name,
      dnsNames: wire.dns_names,
      status: wire.status,
      dateCreated: wire.date_created,
      dateIssued: wire.date_issued,
      validFrom: wire.valid_from,
      validTill: wire.valid_till,
      csr: wire.csr,
      signatureHash: wire.signature_hash,
      keySize: wire.key_size,
      archived: wire.archived ?? false,
      person: Object.keys(person).length === 0 ? undefined : person,
    });
  });

const Entries = z.object({ certificates: listOf(Entry) }).transform(({ certificates }) => certificates);

/**
 * The reissues of an order. Not to be taken at its word: the original certificate can be among them, even several times (undocumented).
 * @see https://dev.digicert.com/en/certcentral-apis/services-api/orders/list-reissues.html
 */
export const listReissues = endpoint({
  name: "list reissues",
  family: "services",
  method: "GET",
  path: ({ orderId }: { orderId: number | string; showArchived?: boolean }) =>
    path`/order/certificate/${orderId}/reissue`,
  query: ({ showArchived }) => ({ show_archived: showArchived }),
  answer: json(Entries),
  repeatable: true,
});

/**
 * The duplicates of an order.
 * @see https://dev.digicert.com/en/certcentral-apis/services-api/orders/list-duplicates.html
 */
export const listDuplicates = endpoint({
  name: "list duplicates",
  family: "services",
  method: "GET",
  path: ({ orderId }: { orderId: number | string; showArchived?: boolean }) =>
    path`/order/certificate/${orderId}/duplicate`,
  query: ({ showArchived }) => ({ show_archived: showArchived }),
  answer: json(Entries),
  repeatable: true,
});
