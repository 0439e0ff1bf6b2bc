import type { Member } from "../awkward/evidence";
import type { AwkwardName, AwkwardValues } from "../awkward/table";
import { DAY, dayOf, isoOf } from "../world/dates";
import type { Request } from "../world/facts";
import { requestStatus } from "../world/status";
import type { World } from "../world/world";
import { MapView, type View } from "./present";

/** How evidence is shown: in which words, on which clock, with which members. */

type Words = Extract<AwkwardName, `${string}StatusWords`>;

export const wordOf = ({ awkward }: { awkward: AwkwardValues }, words: Words, status: string): string =>
  awkward[words][status] ?? status;

export const requestWord = (world: World, request: Request): string =>
  wordOf(world, "requestStatusWords", requestStatus(request));

const ahead = (at: Date, seconds: number): string => isoOf(new Date(at.getTime() + seconds * 1000));

export const requestDate = ({ awkward }: World, at: Date): string => ahead(at, awkward.requestClockSkewSeconds);
export const certificateDate = ({ awkward }: World, at: Date): string => ahead(at, awkward.certificateClockSkewSeconds);

export const validTillOf = ({ awkward }: World, till: Date): string =>
  dayOf(new Date(till.getTime() + awkward.validTillDaysOff * DAY));

/** The comments of a request, as the order's page or the request's own shows them. */
export const commentsOf = ({ awkward }: World, request: Request, on: "order" | "request"): string | undefined => {
  const ofReissue = request.type === "reissue" || request.type === "duplicate";
  const shown = awkward.reissueCommentsShown;
  if (ofReissue && shown !== "both" && shown !== on) return undefined;
  return awkward.commentsCutAt === 0 ? request.comments : request.comments?.slice(0, awkward.commentsCutAt);
};

/** The view without these members, at any depth: absent, or null where absent members are. */
export const without = (view: unknown, members: readonly Member[]): unknown => {
  if (members.length === 0) return view;
  if (Array.isArray(view)) return view.map((one) => without(one, members));
  if (typeof view !== "object" || view === null || view instanceof MapView) return view;
  const lacks = (name: string): boolean => members.some((member) => member === name);
  return Object.fromEntries(
    Object.entries(view).map(([name, value]) => [name, lacks(name) ? undefined : without(value, members)]),
  );
};

export const listedWithout = (world: World, entries: readonly View[]): unknown =>
  without(entries, world.awkward.missingInLists);
