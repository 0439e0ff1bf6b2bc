import { oneLine } from "../../contract/text/foreign-text";
import { inMarkdown } from "../../contract/text/markdown";
import { aligned, type Row, withSentences } from "../aligned";
import type { Declared } from "./declared";
import type { Obstacle } from "./standing";

/** An order whose certificate is not taken over. */
export interface LeftOut {
  readonly orderId: number;
  /** Its common name, or its product where it has none. */
  readonly called: string;
  readonly is: Obstacle;
  readonly why: string;
  readonly todo: string;
}

/** What was found, told: for the pull request, or for whoever looks first. */
export interface Found {
  readonly taken: readonly Declared[];
  readonly left: readonly LeftOut[];
  /** Whether it was tried, by reading only, that the first `pulumi up` adopts each of them. */
  readonly proven: boolean;
}

/** How what was found is told. Pure. */
export const FORMATS = {
  /** For a terminal. */
  table: (found: Found): string =>
    [
      `${summary(found)}\n`,
      ...(found.taken.length > 0 ? [`Taken over:\n\n${aligned(TAKEN.slice(0, -2), found.taken.map(takenRow))}`] : []),
      ...(found.left.length > 0 ? [`Left as they are:\n\n${aligned(LEFT.slice(0, -2), found.left.map(leftRow))}`] : []),
      ...(found.taken.length > 0
        ? ["`--out FOLDER` writes the project that adopts them, with the steps from there.\n"]
        : []),
    ].join("\n"),
  /** For a pull request: TAKEOVER.md. */
  markdown: (found: Found, stack: string): string =>
    `${[
      "# Certificates taken over",
      summary(found),
      ...(found.taken.length > 0 ? ["## Taken over", table(TAKEN, found.taken.map(takenCells))] : []),
      ...(found.left.length > 0 ? ["## Left as they are", table(LEFT, found.left.map(leftCells))] : []),
      ...(found.taken.length > 0 ? [firstSteps(stack), TIGHTEN.markdown] : []),
    ].join("\n\n")}\n`,
} as const satisfies Readonly<Record<string, (found: Found, stack: string) => string>>;
export type Format = keyof typeof FORMATS;

const summary = ({ taken, left, proven }: Found): string =>
  [
    `${counted(taken.length, "certificate")} of ${counted(taken.length + left.length, "order")}.`,
    ...(taken.length === 0
      ? []
      : [
          proven
            ? "Each was tried by reading only: the first `pulumi up` adopts it, and sends nothing."
            : "Not tried yet: `pulumi-digicert takeover --prove` tells, by reading only, whether the first `pulumi up` adopts each of them.",
        ]),
  ].join(" ");

export const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;

const TAKEN = ["order", "certificate", "resource", "product", "valid until", "reissued from", "names", "notes"];
const takenCells = ({
  inputs,
  certificateId,
  name,
  product,
  validTill,
  reissuedFrom,
  notes,
}: Declared): readonly string[] => [
  String(inputs.orderId),
  String(certificateId ?? ""),
  name,
  product,
  validTill ?? "",
  reissuedFrom ?? "",
  [...new Set([inputs.commonName ?? [], inputs.dnsNames ?? [], inputs.emails ?? []].flat())].join(", "),
  notes.join("; "),
];
const takenRow = (declared: Declared): Row => {
  const all = takenCells(declared).map((text) => oneLine(text));
  return { cells: all.slice(0, -2), below: all.slice(-2).filter((text) => text !== "") };
};

const LEFT = ["order", "name", "is", "why", "what to do"];
const leftCells = ({ orderId, called, is, why, todo }: LeftOut): readonly string[] => [
  String(orderId),
  called,
  is,
  why,
  todo,
];
const leftRow = (left: LeftOut): Row => withSentences(leftCells(left).map((text) => oneLine(text)));

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows.map((row) => row.map((text) => inMarkdown(text)))]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");

/** Under another name the stack has no settings, and nothing holds it back. */
const firstSteps = (stack: string): string => `## First

\`\`\`sh
npm install                                         # while pulumi-digicert is on no registry: npm install FILE, the file that npm pack makes of it
pulumi stack init ${stack}    # by this name: Pulumi.${stack}.yaml holds reissues and revocations back
pulumi config set --secret digicert:apiKey          # a view-only key is enough for now
pulumi up                                           # adopts; sends nothing
pulumi preview --expect-no-changes                  # exit code 0: nothing differs
\`\`\``;

/** When, what to change, and what it lets happen from then on. */
const STEPS = [
  [
    "now",
    "run `pulumi preview --refresh --expect-no-changes` every night",
    "what is due or was changed by others is told, and nothing is sent",
  ],
  [
    "whoever deploys takes the certificate from the stack's outputs",
    'a key that may reissue in place of the view-only one; `digicert:maxReissues: "1"`; `onDrift: "reissue"` on one certificate that hurts nobody',
    "it is reissued from the day in the column `reissued from`, and repaired when somebody revokes or renames it",
  ],
  [
    "that one was reissued and deployed",
    "`onDrift` out of `takenOver`; `digicert:maxReissues` to as many as you would look through in one preview",
    "all are. Before the first `reissued from`, or they expire as they did before",
  ],
  [
    "keys are to change as well",
    "a new CSR in place of `csrOf(…)`",
    "that certificate is reissued with the new key: deploy both together",
  ],
  [
    "a certificate's end is the stack's to decide",
    '`protect: true` and `onDelete: "retain"` out of it, `digicert:maxRevocations: "1"`',
    'deleting the resource revokes what it had issued; what it only adopted stays alive, unless `onDelete: "revoke"` is written out',
  ],
] as const;
const AFTERWARDS =
  '`onCreate: "adoptOnly"` has done its work after the first `pulumi up`, and may stay. Without it, a certificate that is added later is reissued where it does not fit.';

/** What to tighten when, with what it lets happen. */
export const TIGHTEN: Readonly<Record<Format, string>> = {
  table: `One step at a time:\n\n${STEPS.map(([when, change, then], at) => `${at + 1}. ${when}:\n   ${change}\n   → ${then}\n`).join("")}\n${AFTERWARDS}`,
  markdown: `## Then, one step at a time

| when | change | from then on |
| --- | --- | --- |
${STEPS.map((step) => `| ${step.join(" | ")} |`).join("\n")}

${AFTERWARDS}`,
};
