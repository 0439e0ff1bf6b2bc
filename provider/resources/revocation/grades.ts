import { type Grades, gradesIn } from "../../contract/lines/grade";
import type { Reason } from "./reasons";

const GRADES: Grades<Reason> = {
  "unknown-input": "info",
  "target-changed": "info",
  "waits-for-approval": "attention",
  "answer-lost": "attention",
  "rejected-before": "attention",
  "asked-differently": "info",
};

export const grade = gradesIn(GRADES);
