import { randomBytes } from "node:crypto";
import { DAY } from "./dates";
import type { Account, ApiKey, Organization, Person, Role } from "./facts";

/** OV organization validation is reused for 397 days. */
export const ORGANIZATION_DAYS = 397;

const organization = (id: number, now: Date): Organization => ({
  id,
  name: "Example Organization",
  address: "1 Example Street",
  city: "Lehi",
  state: "Utah",
  zip: "84043",
  country: "US",
  telephone: "+1 555 0100",
  validatedTill: new Date(now.getTime() + ORGANIZATION_DAYS * DAY),
});

/** An account as the levers find it: one validated organization, no domains. */
export const newAccount = (id: number, label: string, now: Date): Account => ({
  id,
  label,
  organizations: [organization(id * 10 + 1, now)],
  domains: [],
});

export const person = (id: number, role: Role): Person => {
  const firstName = { admin: "Ada", standard: "Stan", view: "Vera", parent: "Paula", subaccount: "Sue" }[role];
  return {
    id,
    firstName,
    lastName: "Example",
    email: `${firstName.toLowerCase()}.${id}@example.com`,
    admin: role === "admin" || role === "parent",
  };
};

/** The CA itself, where no person acts. */
export const DIGICERT: Person = {
  id: 1,
  firstName: "SIMULATOR",
  lastName: "NOT DIGICERT",
  email: "nobody@example.com",
  admin: true,
};

export interface KeyWish {
  family: "services" | "partner";
  role: Role;
  restriction?: number;
}

export const newApiKey = (account: Account, personId: number, wish: KeyWish): ApiKey => ({
  key: `sim-${randomBytes(24).toString("hex").toUpperCase()}`,
  family: wish.family,
  accountId: account.id,
  role: wish.role,
  person: person(personId, wish.role),
  restriction: wish.restriction ?? (wish.role === "view" ? 102 : 0),
});
