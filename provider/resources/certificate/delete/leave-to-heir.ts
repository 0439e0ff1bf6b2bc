import { serialName } from "../../../claims/words";
import type { Heir } from "../../../contract/heir";
import type { Ctx } from "../../order/context";
import { each, namedCertificate } from "../../wording";
import type { CertificateState } from "../state";
import { provenOurs } from "../transitions/inherit";

type Holder = Extract<Heir, { is: "holder" }>;

/** Takes nothing that another resource may live by: says what becomes of each certificate that was ours to take. */
export const leaveToHeir = (prior: CertificateState, heir: Holder, ctx: Ctx): void => {
  const { log } = ctx.run;
  const { orderId } = prior.requestedInputs;
  const ours = provenOurs(prior);
  ctx.leave(ours.map(({ certificateId }) => `certificate ${certificateId}`));
  log.info(`order ${orderId}: nothing is revoked, for ${heir.name} has taken its place`);
  for (const certificate of ours) {
    const thing = `certificate ${certificate.certificateId}`;
    const name = `${namedCertificate(certificate)} (order ${certificate.orderId ?? orderId})`;
    if (heir.keeps(thing) && heir.retires(thing)) continue;
    const serial = certificate.serialNumber === undefined ? [] : [serialName(certificate.serialNumber)];
    const taker = ctx.takenBy([thing, ...serial]);
    if (taker !== undefined) {
      log.info(`${name} is left to resource ${taker} of this program, which has it revoked`);
      continue;
    }
    if (heir.keeps(thing))
      log.warn(
        `${name} is kept by ${heir.name}, which found it and does not know that it was issued here: it is left alive when that one goes; onDelete: "revoke" there revokes it then (and an alias, at the next renaming, keeps what is known)`,
      );
    else if (heir.retires(thing))
      log.info(
        `${name} is left to ${heir.name}, which has it in its ledger (supersededCertificates): its \`superseded\` says when it goes`,
      );
    else
      log.warn(
        `${name}: this resource leaves it alone, and ${heir.name} does not know of it; a Revocation with certificateId: ${certificate.certificateId} revokes it, once nobody uses it (and an alias, at the next renaming, keeps what is known)`,
      );
  }
  if (heir.keeps(`order ${orderId}`)) tellRequests(prior, ctx);
};

/** What is asked for, as state tells, where nobody takes it back. */
export const tellRequests = ({ pending, requestedInputs }: CertificateState, { run }: Ctx): void => {
  const requests = pending?.foreign === true ? [] : (pending?.requestIds ?? []);
  if (requests.length > 0)
    run.log.warn(
      `request ${each(requests.map(String))} to reissue order ${requestedInputs.orderId} is left as it is: have it rejected in CertCentral if it is no longer wanted`,
    );
};

/** Why a delete has to wait, and the two ways out. */
export const untilSettled = (order: string, name: string): string[] => [
  `${order}: nothing is revoked yet, for ${name} of this program is to take over, and is not there yet`,
  `run pulumi up again (without --target) until ${name} is there, or take ${name} out of the program: only then is what was issued here revoked; a destroy without --run-program asks no program`,
];
