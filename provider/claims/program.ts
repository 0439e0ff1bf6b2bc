import type { Claim } from "./claim";
import { operationFolder } from "./folder";
import { type Journal, journalIn } from "./journal";
import { anyCertificateOf, anyCredentialOf, type Named, roughKeyOf } from "./words";

/*
 * What the program's own classes say. The provider learns from it what `check` cannot tell it (yet): of a resource that --target leaves out, or
 * that comes after one that would revoke what it keeps.
 */

/** As a class names a resource, before anything is known of its step. */
export const claimOf = (urn: string, named: Named): Claim | undefined => {
  const roughKey = roughKeyOf(named);
  const { kind, orderId, acmeContractId } = named;
  if (kind === "AcmeCredentials" && acmeContractId !== undefined)
    return { urn, status: "named", things: [], mayKeep: [anyCredentialOf(acmeContractId)], ledger: [] };
  if (roughKey === undefined || orderId === undefined) return undefined;
  const things = [`order ${orderId}`];
  return { urn, roughKey, status: "named", things, mayKeep: [anyCertificateOf(orderId)], ledger: [] };
};

/** One journal for each run of a program in this process: the Automation API has several, at once or one after the other. */
const journals = new WeakMap<object, Journal>();

/** The journal of a run, which `run` stands for; the engine that carries it out listens at `address`. */
export const journalOfRun = (run: object, address: string): Journal => {
  const journal = journals.get(run) ?? journalIn(operationFolder(address), "program");
  journals.set(run, journal);
  return journal;
};
