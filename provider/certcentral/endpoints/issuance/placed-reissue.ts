import * as z from "zod";
import { present } from "../../../contract/present";
import { json, type Received } from "../../transport/answers/received";
import { Chain, type ChainCertificate } from "../../wire/chain";
import { id, listOf, maybe } from "../../wire/values";
import { sameId } from "../addressed";

/**
 * What a reissue came to. With a `certificateId` it went straight to validation and issuance, and the id says nothing
 * about issuance; with a `chain` the certificate is there; otherwise the requests wait for an administrator.
 */
export interface PlacedReissue {
  readonly orderId: number;
  readonly certificateId?: number;
  readonly requests: readonly { readonly requestId: number; readonly status?: string }[];
  /** To be published for the domain check, when the method is one of the tokens. */
  readonly dcvRandomValue?: string;
  /** The leaf comes first in samples. */
  readonly chain?: readonly ChainCertificate[];
}

const Request = z
  .object({ id, status: maybe.text })
  .transform((wire) => present({ requestId: wire.id, status: wire.status }));

const Placed = z
  .object({
    id,
    certificate_id: maybe.id,
    requests: listOf(Request),
    dcv_random_value: maybe.text,
    certificate_chain: Chain,
  })
  .transform(
    (wire): PlacedReissue =>
      present({
        orderId: wire.id,
        certificateId: wire.certificate_id,
        requests: wire.requests,
        dcvRandomValue: wire.dcv_random_value,
        chain: wire.certificate_chain.length === 0 ? undefined : wire.certificate_chain,
      }),
  );

/** Reads what was placed, on the order that was asked for and on no other. */
export const placedOn = (received: Received, { orderId }: { readonly orderId: number | string }): PlacedReissue => {
  const placed = json(Placed)(received);
  sameId(placed.orderId, orderId, "order");
  return placed;
};
