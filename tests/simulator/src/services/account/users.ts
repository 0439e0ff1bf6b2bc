import { type Answer, ok } from "../../api/answer";
import type { Call } from "../../api/call";
import { CONTAINER } from "../../views/order";
import type { View } from "../../views/present";
import type { Person } from "../../world/facts";
import { asCsv } from "../csv";
import { accountOf } from "../find";
import { arrange, type Columns } from "../listing";

const view = (call: Call, person: Person): View => ({
  id: person.id,
  username: person.email,
  account: { id: accountOf(call).id },
  first_name: person.firstName,
  last_name: person.lastName,
  email: person.email,
  job_title: undefined,
  telephone: undefined,
  status: "active",
  container: CONTAINER,
  access_roles: [person.admin ? { id: 1, name: "Administrator" } : { id: 5, name: "Standard User" }],
  type: "standard",
});

/** GET /user/me: the key's user and roles. */
export const me = (call: Call): Answer => ok({ ...view(call, call.key.person), is_master: call.key.person.admin });

const columns: Columns<Person> = {
  id: (p) => [String(p.id)],
  username: (p) => [p.email],
  email: (p) => [p.email],
  first_name: (p) => [p.firstName],
  last_name: (p) => [p.lastName],
  search: (p) => [p.email, p.firstName, p.lastName],
  status: () => ["active"],
};
const sorts = { id: (p: Person) => p.id, username: (p: Person) => p.email, last_name: (p: Person) => p.lastName };

/** GET /user: the users of the account, which here are those who have keys. */
export const listUsers = (call: Call): Answer => {
  const people = [...call.world.keys.values()]
    .filter((key) => key.family === "services" && key.accountId === call.key.accountId)
    .map((key) => key.person);
  const { shown, page } = arrange(call.query, people, columns, sorts, (p) => p.id);
  const users = shown.map((person) => view(call, person));
  return asCsv(call, ["id", "username", "first_name", "last_name", "email", "status"], users) ?? ok({ users, page });
};

/** GET /account */
export const account = (call: Call): Answer => {
  const { id, label, authKey } = accountOf(call);
  return ok({
    id,
    display_name: label,
    make_renewal_calls: false,
    has_auth_key: authKey !== undefined,
    cert_transparency: "ecct",
    cert_central_type: "enterprise",
  });
};
