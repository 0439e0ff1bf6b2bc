import { inMarkdown } from "../../contract/text/markdown";
import { aligned, withSentences } from "../aligned";
import type { Drift, Finding } from "./findings";

/** How what was found is printed. */
export const FORMATS = {
  /** For a terminal. */
  table: ({ findings, faults }: Drift): string =>
    [
      ...(faults.length > 0 ? [`could not look:\n${faults.map((fault) => `  ${fault}\n`).join("")}`] : []),
      ...(findings.length > 0
        ? [
            aligned(
              HEAD.slice(0, -2),
              findings.map((finding) => withSentences(cells(finding))),
            ),
          ]
        : []),
    ].join("\n") || "nothing needs anybody\n",
  json: ({ findings, faults }: Drift): string =>
    `${JSON.stringify({ version: 1, looked: faults.length === 0, faults, findings }, undefined, 2)}\n`,
  /** For a chat, an issue or a job's summary. */
  markdown: ({ findings, faults }: Drift): string =>
    [
      ...faults.map((fault) => `**Could not look:** ${inMarkdown(fault)}\n`),
      ...(findings.length === 0
        ? faults.length === 0
          ? ["Nothing needs anybody."]
          : []
        : [HEAD, HEAD.map(() => "---"), ...findings.map(cells)].map(
            (row) => `| ${row.map((text) => inMarkdown(text)).join(" | ")} |`,
          )),
    ]
      .join("\n")
      .concat("\n"),
  /** For whatever shows test results: one case each, which fails at the level of `--fail-on`. */
  junit: ({ findings, faults }: Drift, isFailure: (finding: Finding) => boolean): string => {
    const cases = [
      ...faults.map((fault) => testCase("pulumi preview", "could not look", `<error message="${inXml(fault)}"/>`)),
      ...findings.map((finding) =>
        testCase(
          `${finding.kind} ${finding.resource}`,
          finding.codes.join(","),
          isFailure(finding)
            ? `<failure type="${finding.severity}" message="${inXml(finding.text)}">${inXml(whole(finding))}</failure>`
            : `<system-out>${inXml(whole(finding))}</system-out>`,
        ),
      ),
    ];
    // A report of no test is a fault to some.
    if (cases.length === 0) cases.push(testCase("pulumi-digicert drift", "nothing needs anybody", ""));
    const failures = findings.filter(isFailure).length;
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuite name="pulumi-digicert drift" tests="${cases.length}" failures="${failures}" errors="${faults.length}">`,
      ...cases,
      "</testsuite>\n",
    ].join("\n");
  },
} as const satisfies Readonly<Record<string, (drift: Drift, isFailure: (finding: Finding) => boolean) => string>>;
export type Format = keyof typeof FORMATS;

const HEAD = ["severity", "until", "resource", "order", "certificate", "code", "what", "what to do"];

const cells = ({
  severity,
  until = "",
  kind,
  resource,
  order,
  certificate,
  codes,
  action,
  text,
  todo,
}: Finding): string[] => [
  severity,
  until,
  `${kind} ${resource}`,
  String(order ?? ""),
  String(certificate ?? ""),
  codes.join(","),
  action === "warning" ? text : `${action}: ${text}`,
  todo,
];

const whole = ({ order, certificate, until, text, todo }: Finding): string =>
  [
    text,
    ...(order === undefined ? [] : [`order ${order}`]),
    ...(certificate === undefined ? [] : [`certificate ${certificate}`]),
    ...(until === undefined ? [] : [`until ${until}`]),
    todo,
  ].join("\n");

const testCase = (classname: string, name: string, body: string): string =>
  `  <testcase classname="${inXml(classname)}" name="${inXml(name)}">${body}</testcase>`;

// What XML 1.0 cannot say at all is left out.
const inXml = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is meant
  text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "").replace(/[&<>"\n]/g, (c) => `&#${c.charCodeAt(0)};`);
