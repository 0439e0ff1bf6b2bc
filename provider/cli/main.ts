#!/usr/bin/env node
/* What `npx pulumi-digicert` runs. */
import { text } from "node:stream/consumers";
import { cli } from "./cli";
import { commands } from "./commands";
import { passingOn } from "./terminal";

void cli(process.argv.slice(2), commands, {
  env: process.env,
  cwd: process.cwd(),
  readIn: () => text(process.stdin),
  print: (words) => void process.stdout.write(words),
  say: (words) => void process.stderr.write(words),
  passing: passingOn(process.stderr),
}).then((code) => {
  // Not `exit`: what was printed into a pipe has to arrive.
  process.exitCode = code;
});
