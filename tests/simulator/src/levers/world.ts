import { type Fault, KINDS, readKind } from "../api/faults";
import { BadSwitch, checked, type ShownSwitch, shown } from "../awkward/awkward";
import { settle } from "../world/settle";
import { BadPull, type Pull, readWish } from "./lever";
import type { ClockFacts, KeyWish, MadeKey } from "./types";

const ROLES = { services: ["admin", "standard", "view"], partner: ["parent", "subaccount"] } as const;

/** POST /keys */
export const makeKey = ({ world, body }: Pull): MadeKey => {
  const { family, role, account, restriction } = readWish(body, {
    family: "text",
    role: "text",
    account: "text",
    restriction: "number",
  } as const satisfies Record<keyof KeyWish, string>);
  const roles = family === "services" || family === "partner" ? ROLES[family] : undefined;
  const known = roles?.find((r) => r === role);
  if (family !== "services" && family !== "partner") throw new BadPull('family is "services" or "partner"');
  if (known === undefined) throw new BadPull(`role of a ${family} key is one of ${(roles ?? []).join(", ")}`);
  if (restriction !== undefined && ![0, 100, 101, 102, 103].includes(restriction))
    throw new BadPull("restriction is 0, 100, 101, 102 or 103");
  const key = world.addKey(account ?? "main", {
    family,
    role: known,
    ...(restriction === undefined ? {} : { restriction }),
  });
  return { apiKey: key.key, accountId: key.accountId, userId: key.person.id };
};

/** DELETE /keys: as when an administrator deletes it; calls with it are refused from now on. */
export const withdrawKey = ({ world, body }: Pull): undefined => {
  const { apiKey } = readWish(body, { apiKey: "text" });
  if (apiKey === undefined || !world.keys.delete(apiKey)) throw new BadPull("apiKey is no key of this simulator");
  return undefined;
};

export const showClock = ({ world }: Pull): ClockFacts => ({
  now: world.now.toISOString(),
  offsetSeconds: world.clock.offsetSeconds,
});

/** POST /clock: forward only. */
export const advanceClock = (pull: Pull): ClockFacts => {
  const { advance } = readWish(pull.body, { advance: "number" });
  if (advance === undefined || advance < 0) throw new BadPull("advance is a number of seconds, from 0");
  const { world } = pull;
  settle(world);
  world.clock.advance(advance);
  for (const order of world.orders.values()) world.touch(order);
  settle(world);
  return showClock(pull);
};

/** POST /faults */
export const addFault = ({ faults, body }: Pull): Fault[] => {
  const { method, path, kind, times } = readWish(body, {
    method: "text",
    path: "text",
    kind: "text",
    times: "number",
  } as const);
  const blow = kind === undefined ? undefined : readKind(kind);
  if (kind === undefined || blow === undefined) throw new BadPull(`kind is one of ${KINDS}`);
  if (times !== undefined && (times < 1 || !Number.isInteger(times)))
    throw new BadPull("times is a whole number from 1");
  faults.add(
    { ...(method === undefined ? {} : { method }), ...(path === undefined ? {} : { path }), kind, times: times ?? 1 },
    blow,
  );
  return faults.waiting;
};

export const showAwkward = ({ world }: Pull): ShownSwitch[] => shown(world.awkward);

/** PUT /awkward */
export const setAwkward = (pull: Pull): ShownSwitch[] => {
  const { world, body } = pull;
  try {
    Object.assign(world.awkward, checked(body));
  } catch (error) {
    if (error instanceof BadSwitch) throw new BadPull(error.message);
    throw error;
  }
  return showAwkward(pull);
};
