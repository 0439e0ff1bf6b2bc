import { Failed, Killed } from "./steps";

/** A clock that moves only where somebody moves it. */
export interface Virtual {
  now: number;
}

/** How a command ended: well, with a failure that the user reads, or killed. */
export interface Ended {
  readonly ok: boolean;
  readonly killed: boolean;
  /** What the user reads of the failure. */
  readonly reasons: readonly string[];
  readonly did: readonly string[];
  readonly lines: readonly string[];
  readonly calls: number;
}

/** When and how a command is killed: `provider` dies with the n-th write accepted, or `cli` dies then and the provider lives on. */
export interface Kill {
  readonly who: "provider" | "cli";
  readonly afterWrite: number;
}

/** What a command leaves behind, however it ends. */
export interface Traces {
  readonly did: string[];
  readonly lines: readonly string[];
  readonly transport: { readonly calls: number };
}

/** Work that `die` puts an end to, wherever it is. */
export const mortal = (): { readonly dead: Promise<never>; readonly die: () => void } => {
  let die = (): void => {};
  const dead = new Promise<never>((_, reject) => {
    die = () => reject(new Killed());
  });
  dead.catch(() => undefined);
  return { dead, die: () => die() };
};

export const command = async (
  { did, lines, transport }: Traces,
  dead: Promise<never>,
  work: Promise<void>,
): Promise<Ended> => {
  const end = (ok: boolean, killed: boolean, reasons: readonly string[]): Ended => {
    return { ok, killed, reasons, did, lines, calls: transport.calls };
  };
  try {
    await Promise.race([work, dead]);
    return end(true, false, []);
  } catch (error) {
    if (error instanceof Killed) return end(false, true, ["killed"]);
    if (error instanceof Failed) return end(false, false, error.reasons);
    throw error;
  }
};
