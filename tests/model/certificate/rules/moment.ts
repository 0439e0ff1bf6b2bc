import type { Ended } from "../../../in-process-engine/command";
import type { Saved } from "../../../in-process-engine/steps";
import type { Story } from "../../story";
import { isSame } from "../state";
import type { Wanted } from "../steps";
import type { Facts, World } from "../world";

export type What = "up" | "preview" | "refresh" | "destroy";

/** A command, with the world and the state around it. */
export interface Moment {
  readonly what: What;
  readonly ended: Ended;
  readonly before: { readonly observed: Facts; readonly saved: readonly Saved[] };
  readonly after: { readonly observed: Facts; readonly saved: readonly Saved[]; readonly resource: Saved | undefined };
  /** What was sent that changes something: `POST /services/v2/order/certificate/118/reissue`. */
  readonly writes: readonly string[];
  readonly program: Wanted;
  /** The resource's name in the program. */
  readonly name: string;
  readonly world: World;
  readonly story: Story;
}

/** Breaks the story where it does not hold, and notes in the world what it has to know of the next command. */
export type Rule = (moment: Moment) => void;

export const isKept = (saved: Saved, { after }: Moment): boolean => after.saved.some((is) => isSame(is, saved));
