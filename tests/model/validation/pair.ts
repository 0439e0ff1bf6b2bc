import type { Bag } from "../../../provider/contract/resource";
import type { Virtual } from "../../in-process-engine/command";
import { type Process, startProvider, urnOf, withHidden } from "../../in-process-engine/provider-process";
import * as saving from "../../in-process-engine/steps";
import { Failed, type Saved } from "../../in-process-engine/steps";
import type { Simulator } from "../../simulator/src";
import { said } from "../story";

const KINDS = ["Certificate", "CertificateValidation"] as const;
type Kind = (typeof KINDS)[number];

/** How the step of one resource ended. */
export interface Row {
  readonly did: "create" | "update" | "replace" | "same" | "skipped" | "refused by check";
  /** What the user reads of a failure. */
  readonly reasons: readonly string[];
  readonly lines: readonly string[];
}

/** How an up ended, row by row. */
export interface Ended {
  readonly certificate: Row;
  readonly validation: Row;
}

export const isWell = ({ did, reasons }: Row): boolean => reasons.length === 0 && did !== "skipped";

const NAME = "web";
const SKIPPED: Row = { did: "skipped", reasons: [], lines: [] };

/**
 * What Pulumi's engine does with a certificate and the validation that follows it: the one first, then whatever publishes
 * its records, then the other, which is left out where an earlier one failed.
 */
export class Pair {
  readonly saved = new Map<Kind, Saved>();

  constructor(
    readonly sim: Simulator,
    readonly time: Virtual,
  ) {}

  /** `between` stands for the resources that depend on the certificate, and that the validation depends on. */
  async up(program: Bag, more: Bag, between: (certificate: Bag) => Promise<void>): Promise<Ended> {
    const process = startProvider(this.sim, this.time);
    const certificate = await this.#step("Certificate", program, process);
    const outputs = this.saved.get("Certificate")?.outputs;
    if (!isWell(certificate) || outputs === undefined) return { certificate, validation: SKIPPED };
    await between(outputs);
    const validation = await this.#step("CertificateValidation", { ...wired(outputs), ...more }, process);
    return { certificate, validation };
  }

  async refresh(): Promise<void> {
    const { door } = startProvider(this.sim, this.time);
    for (const [kind, prior] of this.saved)
      await complaintsOf(saving.read(door(kind), prior, (saved) => this.saved.set(kind, saved)));
  }

  async #step(kind: Kind, program: Bag, { door, lines }: Process): Promise<Row> {
    const prior = this.saved.get(kind);
    const rejectionSentence = lines.length;
    const row = (did: Row["did"], reasons: readonly string[]): Row => {
      return { did, reasons, lines: lines.slice(rejectionSentence).filter((line) => !line.startsWith("progress")) };
    };
    const save = (saved: Saved) => this.saved.set(kind, saved);
    let news: Bag = {};
    const refused = await complaintsOf(
      saving.check(door(kind), prior, withHidden(program, kind, NAME)).then((checked) => {
        news = checked;
      }),
    );
    if (refused.length > 0) return row("refused by check", refused);
    if (prior === undefined)
      return row("create", await complaintsOf(saving.create(door(kind), urnOf(kind, NAME), news, save)));
    const { changes, replaces } = await saving.diff(door(kind), prior, news);
    if (replaces.length > 0) throw new Error(`${kind} is replaced, though its order is the same`);
    if (changes || saving.isUnfinished(prior))
      return row("update", await complaintsOf(saving.update(door(kind), prior, news, save)));
    save({ ...prior, inputs: news });
    return row("same", []);
  }
}

/** What the user reads of a step that failed. */
const complaintsOf = async (step: Promise<void>): Promise<readonly string[]> => {
  try {
    await step;
    return [];
  } catch (error) {
    if (error instanceof Failed) return error.reasons;
    throw error;
  }
};

interface Pending {
  readonly publicKeySha256?: string;
  readonly names?: readonly string[];
}

/** What the class makes of the certificate's outputs (sdk/certificate-validation.ts). */
const wired = (outputs: Bag): Bag => {
  const pending = outputs["pending"] as Pending | null;
  return said({
    orderId: outputs["orderId"],
    issuanceId: outputs["issuanceId"],
    publicKeySha256: pending === null ? outputs["publicKeySha256"] : pending.publicKeySha256,
    names: pending?.names ?? outputs["issuedNames"],
  });
};
