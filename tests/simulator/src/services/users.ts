import { type Answer, ok } from "../api/answer";
import type { Call } from "../api/call";
import { CONTAINER } from "../views/order";
import { accountOf } from "./find";

/** GET /user/me: the key's user and roles. */
export const me = (call: Call): Answer => {
  const { person } = call.key;
  return ok({
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
    is_master: person.admin,
  });
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
