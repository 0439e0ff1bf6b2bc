import type { Life } from "../../../order/ownership/certificate-life";
import type { Ownership } from "../../../order/ownership/ownership";
import type { Fit } from "../../desired/match";
import type { DecisionInput } from "../decision";

/** `lacking`: nothing but a missing name speaks against its being ours. */
export type Verdict = Ownership | "lacking";

/** A certificate on the order that state does not know, as far as a decision depends on it. */
export interface Candidate {
  readonly verdict: Verdict;
  readonly life: Life;
  readonly fits: Fit;
}

/** Everything about a decision's input that the decision may depend on. */
export interface DecisionClass {
  /** What is pending of ours. `no state`: a first create. `by id`: answered, and the certificate's id was told. */
  readonly pending: "no state" | "none" | "answered" | "by id" | "lost" | "foreign";
  /** What is wanted by now, beside what state records that we sent. */
  readonly mind: "unchanged" | "other names" | "a trigger";
  readonly candidates: readonly Candidate[];
  /** Which certificate the order shows as its own: the one that state knows, or the first candidate. */
  readonly current: "known" | "first";
  /** Whether a request of ours is open. */
  readonly ownRequest: boolean;
  /** Whether the order names an open request that is not known to be ours. */
  readonly otherRequest: boolean;
  readonly looks: DecisionInput["looks"];
}

const VERDICTS: readonly Verdict[] = ["ours", "theirs", "cannot tell", "lacking"];
const LIVES: readonly Life[] = ["live", "pending", "ended", "unknown"];
const FITS: readonly Fit[] = ["yes", "no", "cannot tell"];
const PENDING: readonly DecisionClass["pending"][] = ["no state", "none", "answered", "by id", "lost", "foreign"];
const MINDS: readonly DecisionClass["mind"][] = ["unchanged", "other names", "a trigger"];
const LOOKS: readonly DecisionClass["looks"][] = ["one", "complete", "incomplete"];
const EITHER = [false, true] as const;

const CANDIDATES: readonly Candidate[] = VERDICTS.flatMap((verdict) =>
  LIVES.flatMap((life) => FITS.map((fits) => ({ verdict, life, fits }))),
);

/** What an order may show beside what state knows: nothing, one, or two, in either order where one of them is current. */
const SHOWN: readonly Pick<DecisionClass, "candidates" | "current">[] = [
  { candidates: [], current: "known" },
  ...CANDIDATES.flatMap((one) =>
    (["known", "first"] as const).map((current) => ({ candidates: [one], current }) as const),
  ),
  ...CANDIDATES.flatMap((one, n) =>
    CANDIDATES.flatMap((two, m) => [
      ...(n <= m ? [{ candidates: [one, two], current: "known" } as const] : []),
      { candidates: [one, two], current: "first" } as const,
    ]),
  ),
];

/** What one concrete order serves for: it is looked at with whatever requests are open, and however often it was looked at. */
export type Scene = Pick<DecisionClass, "pending" | "mind" | "candidates" | "current">;

export const scenes = (): Scene[] =>
  PENDING.flatMap((pending) => MINDS.flatMap((mind) => SHOWN.map((shown) => ({ pending, mind, ...shown }))));

export const classesOf = (scene: Scene): DecisionClass[] =>
  EITHER.flatMap((ownRequest) =>
    EITHER.flatMap((otherRequest) => LOOKS.map((looks) => ({ ...scene, ownRequest, otherRequest, looks }))),
  );

/** Whether a request of ours was sent, and not taken back. */
export const isAsked = ({ pending }: Pick<DecisionClass, "pending">): boolean =>
  pending === "answered" || pending === "by id" || pending === "lost";

interface Unreachable {
  readonly why: string;
  readonly applies: (scene: Scene) => boolean;
}

const some = ({ candidates }: Scene, is: Partial<Candidate>): boolean => candidates.some((c) => matches(c, is));
const matches = (c: Candidate, is: Partial<Candidate>): boolean =>
  (Object.keys(is) as (keyof Candidate)[]).every((member) => c[member] === is[member]);

/** Classes that no order can be in, each with its reason. */
export const UNREACHABLE: readonly Unreachable[] = [
  {
    why: "where nothing of ours is pending, all that is new is theirs",
    applies: (s) => !isAsked(s) && s.candidates.some(({ verdict }) => verdict !== "theirs"),
  },
  {
    why: "an id that was told leaves no doubt",
    applies: (s) => s.pending === "by id" && (some(s, { verdict: "cannot tell" }) || some(s, { verdict: "lacking" })),
  },
  {
    why: "an id is one certificate's",
    applies: (s) => s.pending === "by id" && s.candidates.filter(({ verdict }) => verdict === "ours").length > 1,
  },
  {
    why: "two that have not ended, and are ours by their facts alone, are not proven to be",
    applies: (s) =>
      s.pending !== "by id" && s.candidates.filter((c) => c.verdict === "ours" && c.life !== "ended").length > 1,
  },
  {
    why: "what lacks a name that was asked for lacks one that is wanted: here nothing is wanted less than was asked for",
    applies: (s) => s.candidates.some(({ verdict, fits }) => verdict === "lacking" && fits !== "no"),
  },
  {
    why: "what is pending is not the order's own certificate yet",
    applies: (s) => s.current === "first" && s.candidates[0]?.life === "pending",
  },
];

export const isReachable = (scene: Scene): boolean => !UNREACHABLE.some(({ applies }) => applies(scene));

/** What no order shows alone, none shows beside another: of those that are unreachable, the smallest. */
export const isSmallestUnreachable = (scene: Scene): boolean =>
  !isReachable(scene) &&
  (scene.candidates.length < 2 ||
    scene.candidates.every((candidate, n) =>
      isReachable({ ...scene, candidates: [candidate], current: n === 0 ? scene.current : "known" }),
    ));

/** A request of ours is open only where one was sent. */
export const isPossible = (c: DecisionClass): boolean => !c.ownRequest || isAsked(c);
