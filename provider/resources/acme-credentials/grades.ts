import { beforeEnd, type Grades, gradesIn } from "../../contract/lines/grade";
import type { Reason } from "./reasons";

const GRADES: Grades<Reason> = {
  "contract-changed": "info",
  "replaced-pair": "info",
  "unknown-input": "info",
  "trigger-changed": "info",
  "rotation-due": "attention",
  "revoked-elsewhere": "urgent",
  "missing-elsewhere": "urgent",
  "never-made": "attention",
  "answer-lost": "attention",
  "id-unread": "info",
  "retire-due": "attention",
  "revocation-listed": "info",
  "revocation-left": "attention",
  "existing-spared": "attention",
  "listed-own": "attention",
  "status-unknown": "attention",
  "retirement-off": "attention",
  "contract-ends": ({ daysLeft, validTill }) => beforeEnd(daysLeft, validTill),
  "contract-ended": ({ validTill }) => ({ severity: "urgent", until: validTill.slice(0, 10) }),
};

export const grade = gradesIn(GRADES);
