import { beforeEnd, type Grades, gradesIn } from "../../contract/lines/grade";
import type { Reason } from "./reasons";

/** Phases in which a person has to act. */
const SOMEBODYS_TURN: ReadonlySet<string> = new Set(["approval", "validation", "pickup"]);

const GRADES: Grades<Reason> = {
  "order-changed": "info",
  "kind-changed": "info",
  "replaced-certificates": "info",
  "replaced-request": ({ cancelled }) => ({ severity: cancelled ? "info" : "attention" }),
  "unknown-input": "info",
  "key-changed": "info",
  "key-changed-again": "attention",
  "names-added": "info",
  "names-removed": "info",
  "common-name-changed": "info",
  "hash-changed": "info",
  "field-changed": "info",
  "trigger-changed": "info",
  "expires-soon": ({ daysLeft, notAfter }) => beforeEnd(daysLeft, notAfter),
  expired: "urgent",
  "revoked-elsewhere": "urgent",
  "key-unchanged": "urgent",
  "key-compromised": "urgent",
  "key-changed-elsewhere": "attention",
  "names-changed-elsewhere": "attention",
  "common-name-changed-elsewhere": "attention",
  "hash-changed-elsewhere": "attention",
  "not-proven": "attention",
  "proof-differs": ({ ended }) => ({ severity: ended === undefined ? "info" : "attention" }),
  "matches-elsewhere": "info",
  "never-issued": "attention",
  "pending-request": ({ phase, instead, ended }) => ({
    severity: ended !== undefined ? "urgent" : !instead && SOMEBODYS_TURN.has(phase) ? "attention" : "info",
  }),
  "order-closed": "urgent",
  "order-renewed": "attention",
  "pending-elsewhere": "attention",
  "retire-due": "attention",
  "retirement-rejected": "attention",
  "settings-changed": "info",
  "removal-revokes": "attention",
  "coverage-ends": ({ daysLeft, orderValidTill }) => beforeEnd(daysLeft, orderValidTill),
  "ends-meanwhile": ({ daysLeft, notAfter }) => beforeEnd(daysLeft, notAfter),
  "asked-no-longer": ({ daysLeft, notAfter }) => beforeEnd(daysLeft, notAfter),
  "inputs-ignored": "info",
  "min-days-capped": "info",
  "validity-cut": "info",
  "product-refuses": "attention",
  "product-doubts": "info",
  "rejected-before": ({ again }) => ({ severity: again ? "info" : "attention" }),
};

export const grade = gradesIn(GRADES);
