import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import fc from "fast-check";
import { law } from "../../contract/laws.fake";
import { tagged } from "../../contract/lines/tag";
import { cli } from "../cli";
import { drift } from "./drift";
import { driftIn } from "./findings";
import { readPreview } from "./preview";

const urn = (name: string, kind = "Certificate", parent = ""): string =>
  `urn:pulumi:prod::infra::${parent}pulumi-nodejs:dynamic/digicert:${kind}::${name}`;
const state = { outputs: { orderId: 118, certificateId: 1001 } };
const refreshed = (of = urn("web")) => ({ op: "refresh", urn: of, oldState: state, newState: state });
const said = (text: string, severity = "info", of = urn("web")) => ({ urn: of, severity, message: `${text}\n` });
const preview = (diagnostics: readonly object[], steps: readonly object[] = [refreshed()]): string =>
  JSON.stringify({ steps, diagnostics, duration: 1, changeSummary: { same: 1 } }, undefined, 4);

const SOON = said("reissue: 12 days left, below 30 [code=expires-soon severity=attention until=2026-12-04]");
const ENDS = said(
  "warning: not reissued: order 118 is covered until 2026-12-01 only [code=coverage-ends severity=urgent until=2026-12-01]",
  "warning",
);
const REFUSED = said("error: order info was refused: the key is not valid", "error");

const run = async (text: string, ...argv: string[]) => {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await cli(
    ["drift", "-", ...argv],
    { drift },
    {
      env: {},
      cwd: "/",
      readIn: async () => text,
      print: (words) => void out.push(words),
      say: (words) => void err.push(words),
      passing: () => {},
    },
  );
  return { code, out: out.join(""), err: err.join("") };
};

describe("the exit code says whether anybody is needed, and whether it could look at all", () => {
  test.each([
    ["nothing is found", preview([]), [], 0],
    ["something is found at the level", preview([SOON]), [], 2],
    ["it is below the level", preview([SOON]), ["--fail-on", "urgent"], 0],
    ["it is above the level", preview([ENDS]), ["--fail-on", "attention"], 2],
    ["the level is never", preview([ENDS]), ["--fail-on", "never"], 0],
    [
      "every finding counts",
      preview([said("reissue: adds a [code=names-added severity=info]")]),
      ["--fail-on", "info"],
      2,
    ],
    ["a key is refused", preview([REFUSED]), [], 1],
    ["a key is refused, whatever else is found", preview([ENDS, REFUSED]), ["--fail-on", "never"], 1],
    ["nobody has looked at CertCentral", preview([SOON], [{ op: "update", urn: urn("web"), oldState: state }]), [], 1],
    ["a stack that is not made yet has nothing to look at", preview([], [{ op: "create", urn: urn("web") }]), [], 0],
    [
      "one of ours was looked at and another was not",
      preview([], [refreshed(), { op: "same", urn: urn("api"), oldState: state }]),
      [],
      1,
    ],
    ["it counts changes that it does not show", '{"changeSummary":{"update":3}}', [], 1],
    ["it says that all is the same, and nobody has looked", '{"steps":[],"changeSummary":{"same":4}}', [], 1],
    ["an empty stack has nothing to look at", '{"steps":[],"changeSummary":{"same":1}}', [], 0],
    ["the text is cut off", preview([SOON]).slice(0, 90), [], 1],
    ["it is some other JSON", '{"resources": []}', [], 1],
    ["there is nothing", "", [], 1],
    ["the level is none", preview([]), ["--fail-on", "loud"], 1],
  ])("%s", async (_, text, argv, code) => {
    expect((await run(text, ...argv)).code).toBe(code);
  });
});

test.each([
  ["", /printed nothing\ngive it what `pulumi preview --json --refresh` prints/],
  ["{", /line 1 is not what Pulumi prints/],
  ['{"resources": []}', /this is JSON, and not of a preview/],
  [preview([REFUSED]), /could not look:\n {2}web: order info was refused: the key is not valid/],
  [
    preview([], [refreshed(), { op: "same", urn: urn("api") }]),
    /could not look:\n {2}api: the preview did not refresh it: make it with --refresh, of the whole stack\n$/,
  ],
  [preview([], [{ op: "same", urn: urn("web") }]), /did not look at CertCentral: make it with --refresh/],
])("why it could not look is said on standard error: %#", async (text, words) => {
  expect((await run(text)).err).toMatch(words);
});

test("a finding has what a job needs: certificate, order, code, severity, until when, what to do", () => {
  expect(driftIn(readPreview(preview([SOON, ENDS])))).toEqual({
    faults: [],
    findings: [
      {
        resource: "web",
        kind: "Certificate",
        urn: urn("web"),
        order: 118,
        certificate: 1001,
        action: "warning",
        codes: ["coverage-ends"],
        severity: "urgent",
        until: "2026-12-01",
        text: "not reissued: order 118 is covered until 2026-12-01 only",
        todo: "Renew the order in CertCentral and set the new orderId.",
      },
      {
        resource: "web",
        kind: "Certificate",
        urn: urn("web"),
        order: 118,
        certificate: 1001,
        action: "reissue",
        codes: ["expires-soon"],
        severity: "attention",
        until: "2026-12-04",
        text: "12 days left, below 30",
        todo: "Apply it in time. minDaysRemaining: 0 turns early renewal off.",
      },
    ],
  });
});

test("what is said twice counts once, and of two plans of a resource the more severe one, with the codes of both", () => {
  const before = said("resume: continues a request [code=pending-request severity=attention]");
  const after = said("reissue: adds a [code=names-added severity=info]");

  const { findings } = driftIn(readPreview(preview([ENDS, before, ENDS, after])));

  expect(findings.map(({ action, severity, codes }) => [action, severity, codes])).toEqual([
    ["warning", "urgent", ["coverage-ends"]],
    ["resume", "attention", ["pending-request", "names-added"]],
  ]);
});

test("what is in nobody's lines is told too: made, or deleted, by the next up", () => {
  const steps = [refreshed(), { op: "create", urn: urn("new") }, { op: "delete", urn: urn("old"), oldState: state }];

  const { findings } = driftIn(readPreview(preview([], steps)));

  expect(findings.map(({ resource, codes, severity, order }) => [resource, codes, severity, order])).toEqual([
    ["old", ["not-deleted"], "attention", 118],
    ["new", ["not-created"], "info", undefined],
  ]);
});

test("what a preview has looked at is said of the create, once, beside the plan of what it replaces", () => {
  const native = "urn:pulumi:prod::infra::digicert:index:Certificate::new";
  const lines = [
    said("would be refused: order 9 is expired [code=look-refused severity=attention]", "info", native),
    said("replace: order 118 replaced by order 9 [code=order-changed severity=info]"),
    said("reissue of order 9: it lacks a [code=look-sends severity=info]"),
  ];
  const steps = [refreshed(), { op: "create", urn: native }, { op: "create-replacement", urn: urn("web") }];

  const { findings } = driftIn(readPreview(preview(lines, steps)));

  expect(findings.map(({ resource, action, codes, text, todo }) => [resource, action, codes[0], text, todo])).toEqual([
    ["new", "create", "look-refused", "would be refused: order 9 is expired", "Do what the line says."],
    ["web", "replace", "order-changed", "order 118 replaced by order 9", "Run pulumi up."],
    ["web", "create", "look-sends", "reissue of order 9: it lacks a", "Run pulumi up, if that is what you want."],
  ]);
});

test("where drift is only told, nobody is sent to apply what sends nothing", () => {
  const told =
    'expires soon; nothing is sent for it (onDrift: "report") [code=expires-soon severity=attention until=2026-12-04]';

  const { findings } = driftIn(readPreview(preview([said(told, "warning")])));

  expect(findings.map(({ todo }) => todo)).toEqual([
    'Nothing is sent for it: set onDrift: "reissue" to have it mended by the next pulumi up.',
  ]);
});

test("other people's resources, and words without a tag, are nobody's business here", () => {
  const other = "urn:pulumi:prod::infra::aws:s3/bucket:Bucket::logs";
  const nested = urn("web", "Revocation", "acme:Site$");
  const lines = [
    said("update: x [code=names-added severity=urgent]", "info", other),
    said("adopted: certificate 1001"),
    said("resume: asks what became of request 7 [code=waits-for-approval severity=attention]", "info", nested),
  ];

  const { findings } = driftIn(readPreview(preview(lines)));

  expect(findings.map(({ kind, resource, todo }) => [kind, resource, todo])).toEqual([
    ["Revocation", "web", "Have it decided in CertCentral. It is not asked for twice."],
  ]);
});

test("the stream of events says the same as the document", () => {
  const events = [
    { sequence: 0, preludeEvent: { config: {} } },
    { sequence: 1, resourcePreEvent: { metadata: { op: "refresh", urn: urn("web"), old: state, new: state } } },
    { sequence: 2, diagnosticEvent: { urn: urn("web"), severity: "info", message: "looking", ephemeral: true } },
    { sequence: 3, diagnosticEvent: { urn: urn("web"), severity: "debug", message: "GET /order" } },
    { sequence: 4, diagnosticEvent: { ...SOON, prefix: "info: " } },
    { sequence: 5, summaryEvent: { resourceChanges: { update: 1 } } },
  ];
  const stream = (from: readonly object[]) => from.map((event) => JSON.stringify(event)).join("\n");
  const { findings } = driftIn(readPreview(preview([SOON])));

  expect(driftIn(readPreview(stream(events)))).toEqual({ findings, faults: [] });
  const closed = [...events, { sequence: 6, cancelEvent: {} }];
  expect(driftIn(readPreview(stream(closed)))).toEqual({ findings, faults: [] });
  for (const cut of [events.slice(0, 5), events.slice(0, 1), [...events.slice(0, 5), { sequence: 5, cancelEvent: {} }]])
    expect(driftIn(readPreview(stream(cut))).faults).toEqual([expect.stringMatching(/did not come to its end/)]);
});

const unix = process.platform === "win32" ? test.skip : test;
unix.each([
  ["with another exit code than 0", "exit 1", "exit code 1"],
  ["by a signal", "kill -TERM $$", "SIGTERM"],
])("a preview that ended %s did not see everything, however much it printed", async (_, end, said) => {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-drift-"));
  writeFileSync(join(folder, "pulumi"), `#!/bin/sh\ncat "${folder}/preview.json"\n${end}\n`, { mode: 0o755 });
  for (const text of [preview([]), preview([]).slice(0, 40)]) {
    writeFileSync(join(folder, "preview.json"), text);
    const out: string[] = [];
    const terminal = {
      env: { ...process.env, PATH: `${folder}${delimiter}${process.env["PATH"]}` },
      cwd: folder,
      readIn: async () => "",
      print: (words: string) => void out.push(words),
      say: () => {},
      passing: () => {},
    };

    expect(await cli(["drift"], { drift }, terminal)).toBe(1);
    expect(out.join("")).toMatch(new RegExp(`^could not look:\n  pulumi preview ended with ${said}\n`));
  }
  rmSync(folder, { recursive: true });
});

test("foreign text is one line that commands no terminal and no CI system", async () => {
  const odd = urn("\u001b]0;x\u0007web\n::error::a");
  const words = "reissue: x\u001b[2J\r\n::error::b\u202e [code=expires-soon severity=attention]";

  for (const format of ["table", "markdown", "junit"]) {
    const { out, err } = await run(
      preview([said(words, "info", odd), said("no\u001b[1m\n::error::c", "error", odd)], [refreshed(odd)]),
      "--format",
      format,
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(out + err).not.toMatch(/[\u001b\u0007\r\u202e]|^\s*::/m);
    expect(out + err).toContain(": :error::c");
  }
});

describe("formats", () => {
  const text = preview([SOON, said(ENDS.message.trim(), "warning")]);

  test("a table for a terminal", async () => {
    expect((await run(text)).out).toBe(
      [
        "severity   until       resource         order  certificate  code",
        "urgent     2026-12-01  Certificate web  118    1001         coverage-ends",
        "  not reissued: order 118 is covered until 2026-12-01 only",
        "  → Renew the order in CertCentral and set the new orderId.",
        "attention  2026-12-04  Certificate web  118    1001         expires-soon",
        "  reissue: 12 days left, below 30",
        "  → Apply it in time. minDaysRemaining: 0 turns early renewal off.",
        "",
      ].join("\n"),
    );
    expect((await run(preview([]))).out).toBe("nothing needs anybody\n");
    expect((await run(preview([REFUSED]))).out).toBe(
      "could not look:\n  web: order info was refused: the key is not valid\n",
    );
    expect((await run(preview([REFUSED, SOON]))).out).toMatch(/^could not look:\n {2}web: .*\n\nseverity /);
  });

  test("JSON, which says whether it could look", async () => {
    expect(JSON.parse((await run(text, "--format", "json")).out)).toMatchObject({
      version: 1,
      looked: true,
      faults: [],
    });
    const blind = JSON.parse((await run(preview([REFUSED]), "--format", "json")).out);
    expect(blind).toEqual({
      version: 1,
      looked: false,
      faults: ["web: order info was refused: the key is not valid"],
      findings: [],
    });
  });

  test("Markdown, in which nothing that was said is markup", async () => {
    const odd = said("blocked: asked for by a|b <i> *c*, `d` [code=pending-elsewhere severity=attention]");
    const { out } = await run(preview([odd]), "--format", "markdown");

    expect(out.split("\n")[0]).toBe("| severity | until | resource | order | certificate | code | what | what to do |");
    expect(out).toContain("blocked: asked for by a\\|b \\<i\\> \\*c\\*, \\`d\\`");
    expect((await run(preview([REFUSED]), "--format", "markdown")).out).toMatch(/^\*\*Could not look:\*\* web: /);
  });

  test("JUnit, in which a finding fails at the level, and what could not be looked at is an error", async () => {
    const { out } = await run(preview([SOON, ENDS]), "--format", "junit", "--fail-on", "urgent");
    expect(out).toContain('<testsuite name="pulumi-digicert drift" tests="2" failures="1" errors="0">');
    expect(out).toMatch(/<testcase classname="Certificate web" name="coverage-ends"><failure type="urgent"/);
    expect(out).toMatch(/<testcase classname="Certificate web" name="expires-soon"><system-out>12 days left/);

    expect((await run(preview([REFUSED]), "--format", "junit")).out).toMatch(
      /errors="1">\n.*<error message="web: order info/,
    );
    expect((await run(preview([]), "--format", "junit")).out).toContain(
      'tests="1" failures="0" errors="0">\n  <testcase classname="pulumi-digicert drift" name="nothing needs anybody"></testcase>\n',
    );
  });
});

law(
  "whatever is said of a resource, JUnit's XML stays well-formed and a Markdown table keeps its columns",
  fc.asyncProperty(fc.string({ unit: "binary" }), async (words) => {
    const text = preview([said(tagged(`blocked: x${words}`, { codes: ["pending-elsewhere"], severity: "urgent" }))]);

    const { out: xml } = await run(text, "--format", "junit");
    const [, message = ""] = /<failure type="urgent" message="([^"]*)">/.exec(xml) ?? [];
    expect(message).not.toMatch(/[<>\n]|&(?!#\d+;)/);
    expect(xml.match(/<testcase /g)).toHaveLength(1);

    const rows = (await run(text, "--format", "markdown")).out.trimEnd().split("\n");
    expect(rows).toHaveLength(3);
    expect(rows[2]?.replace(/\\./gs, "").split("|")).toHaveLength(10);
  }),
);

test("the preview can be a file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-drift-"));
  writeFileSync(join(folder, "preview.json"), preview([SOON]));
  const [out, err]: [string[], string[]] = [[], []];
  const terminal = {
    env: {},
    cwd: folder,
    readIn: async () => "",
    print: (words: string) => void out.push(words),
    say: (words: string) => void err.push(words),
    passing: () => {},
  };

  expect(await cli(["drift", "preview.json"], { drift }, terminal)).toBe(2);
  const byPowerShell = Buffer.from(`\uFEFF${preview([ENDS]).replaceAll("\n", "\r\n")}`, "utf16le");
  writeFileSync(join(folder, "utf16.json"), byPowerShell);
  expect(await cli(["drift", "utf16.json", "--fail-on", "urgent"], { drift }, terminal)).toBe(2);
  expect(await cli(["drift", "gone.json"], { drift }, terminal)).toBe(1);
  expect(err.join("")).toMatch(/gone\.json cannot be read/);
  rmSync(folder, { recursive: true });
});
