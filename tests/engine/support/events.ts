import { existsSync, readFileSync } from "node:fs";
import type { DiagnosticEvent, EngineEvent, OpType, StepEventMetadata } from "@pulumi/pulumi/automation";

/** What the engine did, or would do, with one resource. */
export interface Step {
  readonly op: OpType;
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly failed: boolean;
  readonly before: StepEventMetadata["old"];
  readonly after: StepEventMetadata["new"];
  readonly detailedDiff: StepEventMetadata["detailedDiff"];
}

export function readEvents(file: string): EngineEvent[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  // what follows the last line break was being written when the CLI was killed
  return lines.slice(0, -1).map((line) => JSON.parse(line));
}

/** One step for each resource and operation, in the order of their beginning. The stack itself and the providers are left out. */
export function stepsOf(events: readonly EngineEvent[]): Step[] {
  const failed = new Set(events.flatMap(({ resOpFailedEvent: e }) => (e ? [keyOf(e.metadata)] : [])));
  return events
    .flatMap(({ resourcePreEvent: e }) => (e ? [e.metadata] : []))
    .filter(({ type }) => type !== "pulumi:pulumi:Stack" && !type.startsWith("pulumi:providers:"))
    .map((metadata) => ({
      op: metadata.op,
      type: metadata.type,
      name: metadata.urn.split("::").at(-1) ?? "",
      urn: metadata.urn,
      failed: failed.has(keyOf(metadata)),
      before: metadata.old,
      after: metadata.new,
      detailedDiff: metadata.detailedDiff,
    }));
}

/** What a user reads under Diagnostics, and (`ephemeral`) what only passes through the Info column. Not the engine's own debug lines. */
export const diagnosticsOf = (events: readonly EngineEvent[]): DiagnosticEvent[] =>
  events.flatMap(({ diagnosticEvent: e }) =>
    e && String(e.severity) !== "debug" ? [{ ...e, message: e.message.trimEnd() }] : [],
  );

const keyOf = ({ op, urn }: StepEventMetadata) => `${op} ${urn}`;
