import { isAtLeast, type Severity } from "../../contract/lines/grade";
import { isLook } from "../../contract/lines/look";
import { readTag, type Tag } from "../../contract/lines/tag";
import { present } from "../../contract/present";
import { oneLine } from "../../contract/text/foreign-text";
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
export const driftIn = (preview: Preview): Drift => {
  const { lines, steps } = preview;
  const held = new Map<string, Step["outputs"]>();
  for (const { urn, outputs } of steps) if (Object.keys(outputs).length > 0) held.set(urn, outputs);
  const about = (urn: string, kind: Kind) => ({
    resource: nameIn(urn),
    kind,
    urn,
    ...idsIn(held.get(urn) ?? {}),
  });
  const said = worst(lines.flatMap(taggedIn)).map(({ urn, kind, severity: said, tag }): Finding => {
    const { words, ...rest } = tag;
    const [action, text] = isLook(rest.codes[0]) ? ["create", words] : split(words, said);
    return { ...about(urn, kind), action, ...rest, text: oneLine(text, MOST), todo: todoFor(kind, rest.codes, action) };
  });
  const explained = new Set(said.filter(({ action }) => action !== "warning").map(({ urn }) => urn));
  const unexplained = steps.flatMap(({ op, urn }): Finding[] => {
    const kind = kindIn(urn);
    const words = OWN_WORDS[op];
    if (kind === undefined || words === undefined || explained.has(urn)) return [];
    return [{ ...about(urn, kind), action: op, codes: [`not-${op}d`], ...words }];
  });
  return { findings: [...said, ...once(unexplained)].sort(bySeverity), faults: faultsIn(preview) };
};

/** Of foreign text: a name, what is said. Whole sentences of ours fit. */
const [LONGEST_NAME, MOST] = [200, 2000];

const nameIn = (urn: string): string => oneLine(urn.split("::").at(-1) ?? urn, LONGEST_NAME);

/** A line that carries a tag, of a resource of ours. */
interface Tagged extends Pick<Line, "urn" | "severity"> {
  readonly kind: Kind;
  readonly tag: Tag & { readonly words: string };
}

const taggedIn = ({ urn, severity, text }: Line): Tagged[] => {
  const kind = kindIn(urn);
  const tag = severity === "error" ? undefined : readTag(text);
  return kind === undefined || tag === undefined ? [] : [{ urn, severity, kind, tag }];
};

/** What is said twice counts once. A resource has one plan, and a look is none: of several lines the most severe, the last of them, with the codes of all. */
const worst = (lines: readonly Tagged[]): Tagged[] => {
  const found = new Map<string, Tagged>();
  for (const line of lines) {
    const isPlan = line.severity !== "warning" && !isLook(line.tag.codes[0]);
    const key = isPlan ? line.urn : `${line.urn} ${line.tag.words}`;
    const before = found.get(key);
    found.set(key, before === undefined ? line : joined(before, line));
  }
  return [...found.values()];
};

const joined = (before: Tagged, after: Tagged): Tagged => {
  const [main, other] = isAtLeast(after.tag.severity, before.tag.severity) ? [after, before] : [before, after];
  const [until] = [main.tag.until ?? [], other.tag.until ?? []].flat().sort();
  const codes = [...new Set([...main.tag.codes, ...other.tag.codes])];
  return { ...main, tag: { ...main.tag, codes, ...present({ until }) } };
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

/** What is in neither state nor CertCentral before, or is read as it is declared. */
const NEW = new Set(["create", "import", "read"]);

const faultsIn = (preview: Preview): string[] => {
  const errors = preview.lines
    .filter(({ severity }) => severity === "error")
    .map(({ urn, text }) => oneLine(nameIn(urn) === "" ? text : `${nameIn(urn)}: ${text}`, MOST));
  const faults = [...(preview.unfinished === undefined ? [] : [preview.unfinished]), ...errors];
  return faults.length > 0 ? [...new Set(faults)] : unseenIn(preview);
};

/** What the preview did not look at, though it is there: each of ours that is not new has to be refreshed. */
const unseenIn = ({ steps, changes }: Preview): string[] => {
  const refreshed = new Set(steps.filter(({ op }) => op === "refresh").map(({ urn }) => urn));
  const there = steps.filter(({ op, urn }) => !NEW.has(op) && kindIn(urn) !== undefined).map(({ urn }) => urn);
  const unseen = [...new Set(there)].filter((urn) => !refreshed.has(urn));
  // What stays the same has no step in a document. One of those is the stack itself.
  const counted = Object.entries(changes).some(([op, count]) => !NEW.has(op) && count > (op === "same" ? 1 : 0));
  if (refreshed.size === 0 && (unseen.length > 0 || counted))
    return ["this preview did not look at CertCentral: make it with --refresh"];
  return unseen.map(
    (urn) => `${nameIn(urn)}: the preview did not refresh it: make it with --refresh, of the whole stack`,
  );
};
