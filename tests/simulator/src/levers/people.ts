import { DIGICERT } from "../world/accounts";
import type { Person } from "../world/facts";
import type { World } from "../world/world";

const person = (id: number, firstName: string, lastName: string): Person => ({
  ...DIGICERT,
  id,
  firstName,
  lastName,
  email: `${firstName}.${lastName}@example.com`.toLowerCase(),
});

/** Whoever pulls a lever in the role of a colleague. None of them has an API key. */
export const CONSOLE: Person = DIGICERT;
export const SOMEBODY = person(2, "Somebody", "Else");
export const ADMINISTRATOR = person(3, "Alma", "Admin");

/** The person an order of this account belongs to. */
export const ownerOf = (world: World, accountId: number): Person =>
  [...world.keys.values()].find((k) => k.accountId === accountId && k.family === "services")?.person ?? DIGICERT;
