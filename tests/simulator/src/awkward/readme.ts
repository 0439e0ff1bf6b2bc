import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defaults, shown } from "./awkward";
import type { Group } from "./switch";

const MARKS = ["<!-- switches -->", "<!-- end of switches -->"] as const;

const TITLES: Record<Group, string> = {
  account: "The account, as its administrator has set it up",
  awkward: "Seen in the wild",
  unconfirmed: "UNCONFIRMED: no document says, so each value is a guess a client should survive",
};

const isGroup = (group: string): group is Group => Object.hasOwn(TITLES, group);
const code = (value: unknown): string => `\`${JSON.stringify(value).replaceAll("|", "\\|")}\``;

/** The table of switches as Markdown. */
export const tableOf = (): string => {
  const switches = shown(defaults());
  const parts = Object.keys(TITLES)
    .filter(isGroup)
    .map((group) => {
      const rows = switches.filter((s) => s.group === group);
      const lines = rows.map(
        ({ name, standard, takes, meaning }) => `| \`${name}\` | ${code(standard)} | ${takes} | ${meaning} |`,
      );
      return [
        `**${TITLES[group]}**`,
        "",
        "| switch | default | takes | meaning |",
        "| --- | --- | --- | --- |",
        ...lines,
      ].join("\n");
    });
  return parts.join("\n\n");
};

/** The README with its table renewed. */
export const withTable = (readme: string): string => {
  const [before, rest] = readme.split(MARKS[0]);
  const after = rest?.split(MARKS[1])[1];
  if (before === undefined || after === undefined)
    throw new Error("README.md has lost the marks around its table of switches");
  return `${before}${MARKS[0]}\n\n${tableOf()}\n\n${MARKS[1]}${after}`;
};

export const README = join(__dirname, "..", "..", "README.md");

if (require.main === module) writeFileSync(README, withTable(readFileSync(README, "utf8")));
