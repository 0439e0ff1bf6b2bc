import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CallRecord } from "../../certcentral";
import { callLog } from "./call-log";

const call: CallRecord = {
  time: "2026-11-22T12:00:00.000Z",
  method: "GET",
  path: "/order/certificate/118",
  status: 200,
  milliseconds: 120,
  attempt: 1,
  waited: 0,
};

test("each call is one line of JSON in a file for its owner alone", () => {
  const folder = mkdtempSync(join(tmpdir(), "calls-"));
  const file = join(folder, "calls.jsonl");
  const note = callLog(file, () => {
    throw new Error("nothing to complain of");
  });

  note(call);
  note({ ...call, attempt: 2 });

  expect(
    readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual([call, { ...call, attempt: 2 }]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  rmSync(folder, { recursive: true });
});

test("a file that cannot be written is told of once, and stops nothing", () => {
  const complaints: string[] = [];
  const note = callLog("/nowhere/calls", (text) => void complaints.push(text));

  note(call);
  note(call);

  expect(complaints).toEqual(["the file that DIGICERT_LOG names cannot be written: name another one, or unset it"]);
});

test.each([undefined, "", " "])("without a file nothing is written: %j", (file) => {
  callLog(
    file,
    () => {},
    () => {
      throw new Error("written");
    },
  )(call);
});
