import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { exampleText } from "./example";

/*
 * What is deleted may be revoked: the examples protect what they keep, where the stack is production.
 */

const EXAMPLES = resolve(__dirname, "../../examples");
const programs = readdirSync(EXAMPLES).flatMap((project) =>
  readdirSync(join(EXAMPLES, project))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `${project}/${file}`),
);

/** The option `protect` of each resource in a program whose deletion may revoke something. */
const protectIn = (text: string): string[] => {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && /^(Certificate|AcmeCredentials)$/.test(node.expression.getText())) {
      const options = node.arguments?.[2]?.getText() ?? "";
      const [protect = "not at all", value = protect] = /\bprotect(?:: ([\w.]+))?(?=[,\s}])/.exec(options) ?? [];
      found.push(value);
    }
    node.forEachChild(visit);
  };
  ts.createSourceFile("program.ts", text, ts.ScriptTarget.Latest, true).forEachChild(visit);
  return found;
};

/** What makes it true in production. */
const isTrueInProduction = (protect: string, text: string): boolean => {
  switch (protect) {
    case "true":
      return true;
    case "protect":
      return /^const protect = pulumi\.getStack\(\) === "prod(uction)?";$/m.test(text);
    case "defaults.protect":
      return JSON.parse(exampleText("fleet/defaults.json")).production.protect === true;
    default:
      return false;
  }
};

const keeping = programs
  .map((file) => [file, protectIn(exampleText(file))] as const)
  .filter(([, all]) => all.length > 0);

test("most examples keep something", () => {
  expect(keeping.length).toBeGreaterThan(8);
});

test.each(keeping)("examples/%s protects what it keeps", (file, all) => {
  expect(all.filter((protect) => !isTrueInProduction(protect, exampleText(file)))).toEqual([]);
});
