import { isAtLeast, type Severity } from "../../contract/lines/grade";
import { readTag } from "../../contract/lines/tag";
import type { Line, Preview, Step } from "./preview";
import { type Kind, kindIn, todoFor } from "./todo";

/** Something that somebody should know of a resource of ours. */
export interface Finding {
  readonly resource: string;
  readonly kind: Kind;
  readonly urn: string;
  readonly order?: number;
  readonly certificate?: number;
  /** What `pulumi up` would do, as the row begins: `reissue`, `blocked` …; `warning` where nothing would be done. */
  readonly action: string;
  /** As in docs/reasons.md, the first one first. */
  readonly codes: readonly string[];
  readonly severity: Severity;
  /** The day by which it should be dealt with. */
  readonly until?: string;
  /** In words. */
  readonly text: string;
  readonly todo: string;
}

/** What a preview shows of our resources, and why it could not look, where it could not. */
export interface Drift {
  readonly findings: readonly Finding[];
  readonly faults: readonly string[];
}

/** Steps that no line of ours explains: what is created or deleted is not compared. */
const OWN_WORDS: Readonly<
  Record<string, { readonly severity: Severity; readonly text: string; readonly todo: string }>
> = {
  create: { severity: "info", text: "in the program, and not made yet", todo: "run pulumi up" },
  delete: {
    severity: "attention",
    text: "not in the program any more: pulumi up deletes it",
    todo: "put it back, or run pulumi up; onDelete says what becomes of what it keeps",
  },
};

/** Reads a preview. Pure. */
export const driftIn = ({ lines, steps }: Preview): Drift => {
  const held = new Map<string, Step["outputs"]>();
  for (const { urn, outputs } of steps) if (Object.keys(outputs).length > 0) held.set(urn, outputs);
  const about = (urn: string, kind: Kind) => ({
    resource: urn.split("::").at(-1) ?? urn,
    kind,
    urn,
    ...idsIn(held.get(urn) ?? {}),
  });
  const said = last(lines).flatMap((line): Finding[] => {
    const kind = kindIn(line.urn);
    if (kind === undefined || line.severity === "error") return [];
    const tag = readTag(line.text);
    if (tag === undefined) return [];
    const { words, ...rest } = tag;
    const [action, text] = split(words, line.severity);
    return [{ ...about(line.urn, kind), action, ...rest, text, todo: todoFor(kind, rest.codes) }];
  });
  const explained = new Set(said.filter(({ action }) => action !== "warning").map(({ urn }) => urn));
  const unexplained = steps.flatMap(({ op, urn }): Finding[] => {
    const kind = kindIn(urn);
    const words = OWN_WORDS[op];
    if (kind === undefined || words === undefined || explained.has(urn)) return [];
    return [{ ...about(urn, kind), action: op, codes: [`not-${op}d`], ...words }];
  });
  return { findings: [...said, ...once(unexplained)].sort(bySeverity), faults: faultsIn({ lines, steps }) };
};

/** What a preview says while it looks comes before what it says at the end: of each resource's plans the last one counts. */
const last = (lines: readonly Line[]): Line[] => {
  const isPlan = ({ severity, text }: Line): boolean => severity !== "warning" && readTag(text) !== undefined;
  const plans = new Map(lines.filter(isPlan).map((line) => [line.urn, line]));
  const unique = new Map(lines.map((line) => [`${line.urn} ${line.text}`, line]));
  return [...unique.values()].filter((line) => !isPlan(line) || plans.get(line.urn) === line);
};

const once = (findings: readonly Finding[]): Finding[] => [
  ...new Map(findings.map((finding) => [`${finding.urn} ${finding.action}`, finding])).values(),
];

/** `reissue: 12 days left` is an action and its reasons; a warning is only said. */
const split = (words: string, severity: string): readonly [action: string, text: string] => {
  const [, action, text] = /^([a-z]+): (.*)$/s.exec(words) ?? [];
  return severity === "warning" || action === undefined || text === undefined ? ["warning", words] : [action, text];
};

const idsIn = ({ orderId, certificateId }: Step["outputs"]): Pick<Finding, "order" | "certificate"> => ({
  ...(isId(orderId) ? { order: Number(orderId) } : {}),
  ...(isId(certificateId) ? { certificate: Number(certificateId) } : {}),
});
const isId = (value: unknown): boolean => /^\d+$/.test(String(value));

const bySeverity = (a: Finding, b: Finding): number =>
  Number(isAtLeast(b.severity, a.severity)) - Number(isAtLeast(a.severity, b.severity)) ||
  (a.until ?? "9").localeCompare(b.until ?? "9") ||
  a.urn.localeCompare(b.urn);

const faultsIn = ({ lines, steps }: Preview): string[] => {
  const errors = lines
    .filter(({ severity }) => severity === "error")
    .map(({ urn, text }) => {
      const name = urn.split("::").at(-1) ?? "";
      return name === "" ? text : `${name}: ${text}`;
    });
  const ours = steps.filter(({ urn }) => kindIn(urn) !== undefined);
  const blind = ours.some(({ op }) => op !== "create") && !ours.some(({ op }) => op === "refresh");
  return blind && errors.length === 0
    ? ["this preview did not look at CertCentral: make it with --refresh"]
    : [...new Set(errors)];
};
