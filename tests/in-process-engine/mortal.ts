import type { DynamicProvider } from "../../provider/front-doors/dynamic";
import type { Kill } from "./command";
import type { Life } from "./provider-process";
import { Killed } from "./steps";

/** A command that may be killed: what its provider process can do, and what the engine hears of it. */
export interface Mortal extends Life {
  /** Rejects when the provider process dies, wherever its work is. */
  readonly dead: Promise<never>;
  /** The provider as the engine hears it: after a death, nothing it answers reaches anybody. */
  readonly heard: (door: DynamicProvider) => DynamicProvider;
}

/**
 * The provider process dies with the n-th write accepted, and does nothing more; or the CLI dies then, and the provider
 * works on until what was asked of it is done, without an engine.
 */
export const mortal = (kill: Kill | undefined): Mortal => {
  let writes = 0;
  let isKilled = false;
  let die = (): void => {};
  const dead = new Promise<never>((_, reject) => {
    die = () => reject(new Killed());
  });
  dead.catch(() => undefined);
  const provider = kill?.who === "provider";
  const isAlive = (): boolean => !(isKilled && provider);
  const nothing = (): Promise<never> => (provider ? new Promise<never>(() => {}) : Promise.reject(new Killed()));
  const hears =
    <Args extends unknown[], Value>(call: (...args: Args) => Promise<Value>) =>
    async (...args: Args): Promise<Value> => {
      if (isKilled) return nothing();
      const [ended] = await Promise.allSettled([call(...args)]);
      if (isKilled) return nothing();
      if (ended.status === "rejected") throw ended.reason;
      return ended.value;
    };
  return {
    dead,
    engineIsThere: () => !isKilled,
    isAlive,
    delivers: () => {
      writes += 1;
      if (!isKilled && kill !== undefined && writes >= kill.afterWrite) {
        isKilled = true;
        if (provider) die();
      }
      return isAlive();
    },
    heard: (door) => ({
      configure: hears(door.configure),
      check: hears(door.check),
      diff: hears(door.diff),
      create: hears(door.create),
      read: hears(door.read),
      update: hears(door.update),
      delete: hears(door.delete),
    }),
  };
};
