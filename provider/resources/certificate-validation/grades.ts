import { type Grades, gradesIn } from "../../contract/lines/grade";
import type { Reason } from "./reasons";

const GRADES: Grades<Reason> = {
  "unknown-input": "info",
  "order-changed": "info",
  "issuance-changed": "info",
  "names-missing": "attention",
  "not-issued-yet": "info",
};

export const grade = gradesIn(GRADES);
