import * as z from "zod";

/*
 * What `pulumi preview --json` prints: one document, or with PULUMI_ENABLE_STREAMING_JSON_PREVIEW one event a line.
 * Only what is needed is read of either.
 */

/** Something that is said of a resource, or of none. */
export interface Line {
  readonly urn: string;
  readonly severity: string;
  readonly text: string;
}

/** What the engine would do with a resource, and what it holds. */
export interface Step {
  readonly op: string;
  readonly urn: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

export interface Preview {
  readonly lines: readonly Line[];
  readonly steps: readonly Step[];
  /** How many resources each operation is for, as the engine counts them in the end. */
  readonly changes: Readonly<Record<string, number>>;
  /** In words, why it is not the whole preview. */
  readonly unfinished?: string;
}

const bag = z.record(z.string(), z.unknown());
const Changes = z.record(z.string(), z.number());
const State = z.object({ outputs: bag.nullish() }).nullish();
const Document = z.object({
  steps: z.array(z.object({ op: z.string(), urn: z.string(), oldState: State, newState: State })).nullish(),
  diagnostics: z.array(z.object({ urn: z.string().nullish(), severity: z.string(), message: z.string() })).nullish(),
  changeSummary: Changes.nullish(),
});
const Event = z.object({
  summaryEvent: z.object({ resourceChanges: Changes.nullish() }).nullish(),
  diagnosticEvent: z
    .object({
      urn: z.string().nullish(),
      severity: z.string(),
      message: z.string(),
      ephemeral: z.boolean().nullish(),
    })
    .nullish(),
  resOutputsEvent: z
    .object({ metadata: z.object({ op: z.string(), urn: z.string(), old: State, new: State }) })
    .nullish(),
  resourcePreEvent: z
    .object({ metadata: z.object({ op: z.string(), urn: z.string(), old: State, new: State }) })
    .nullish(),
});

/** In words, why a text is no preview. */
export class Unreadable extends Error {}

const HOW = "give it what `pulumi preview --json --refresh` prints on standard output";

/** Reads either form. Throws `Unreadable`. Pure. */
export const readPreview = (text: string): Preview => {
  const trimmed = text.trim();
  if (trimmed === "") throw new Unreadable(`there is no preview to read: it printed nothing\n${HOW}`);
  const whole = parsed(trimmed);
  if (whole !== undefined && !isEvent(whole)) return ofDocument(whole);
  const events = trimmed.split("\n").map((line, index) => {
    const event = Event.safeParse(parsed(line));
    if (!event.success) throw new Unreadable(`this is no preview: line ${index + 1} is not what Pulumi prints\n${HOW}`);
    return event.data;
  });
  const summary = events.find(({ summaryEvent }) => summaryEvent != null)?.summaryEvent;
  return {
    changes: summary?.resourceChanges ?? {},
    // A cancelEvent closes every stream: what tells a preview that came to its end is the summary.
    ...(summary == null
      ? { unfinished: "the preview did not come to its end: its last event, the summary, is missing; make it again" }
      : {}),
    lines: events.flatMap(({ diagnosticEvent: said }) =>
      said == null || said.ephemeral === true || said.severity === "debug" ? [] : [lineOf(said)],
    ),
    steps: events.flatMap(({ resOutputsEvent: after, resourcePreEvent: before }) => {
      const metadata = after?.metadata ?? before?.metadata;
      return metadata === undefined ? [] : [stepOf({ ...metadata, oldState: metadata.old, newState: metadata.new })];
    }),
  };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isEvent = (value: unknown): boolean => typeof value === "object" && value !== null && "sequence" in value;

const ofDocument = (value: unknown): Preview => {
  const document = Document.safeParse(value);
  const { steps, diagnostics, changeSummary } = document.data ?? {};
  if (steps == null && diagnostics == null && changeSummary == null)
    throw new Unreadable(`this is JSON, and not of a preview\n${HOW}`);
  return {
    changes: changeSummary ?? {},
    lines: (diagnostics ?? []).map(lineOf),
    steps: (steps ?? []).map(stepOf),
  };
};

const lineOf = ({
  urn,
  severity,
  message,
}: {
  urn?: string | null | undefined;
  severity: string;
  message: string;
}): Line => ({
  urn: urn ?? "",
  severity,
  // The document repeats the severity before the words.
  text: message.trim().replace(/^(warning|error): /, ""),
});

type Held = z.output<typeof State>;

const stepOf = ({
  op,
  urn,
  oldState,
  newState,
}: {
  op: string;
  urn: string;
  oldState?: Held;
  newState?: Held;
}): Step => ({
  op,
  urn,
  // What an update would make of it is not known yet: what it holds is told by what was there.
  outputs: (op === "refresh" ? newState?.outputs : (oldState?.outputs ?? newState?.outputs)) ?? {},
});
