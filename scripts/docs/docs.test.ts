import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { CONFIG_KEYS } from "../../provider/settings/settings";
import { examplesIn, withExamples } from "./examples";
import { exampleReadmes, pages } from "./pages";

const ROOT = resolve(__dirname, "../..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const README = read("README.md");

const markdown = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", ...exampleReadmes()].concat(
  readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
);

test.each(pages().map((page) => [page.file, page] as const))("%s is up to date (npm run docs)", (_, page) => {
  expect(page.is).toBe(page.shouldBe);
});

test("the README shows every example as it is run, the quick start first", () => {
  const others = ["dns-validation", "revocation", "acme-credentials"];
  expect(examplesIn(README)).toEqual(["quickstart", ...others].map((name) => `examples/${name}/index.ts`));
  expect(README).toContain(read("examples/quickstart/index.ts").trim());
});

test.each(exampleReadmes())(
  "%s says in a table what happens to which certificate, or pair; or that nothing does",
  (file) => {
    const [, section = ""] =
      /^## What happens to which (?:certificate|pair)\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(read(file)) ?? [];

    expect(section).toMatch(/^Nothing, to none\.|^(\|.*\n){4,}/m);
  },
);

test("an example between marks is replaced, and nothing around it", () => {
  const page = "before\n<!-- example a.ts -->\nstale\n<!-- /example -->\nafter";
  expect(withExamples(page, () => "const a = '$1';\n")).toBe(
    "before\n<!-- example a.ts -->\n```ts\nconst a = '$1';\n```\n<!-- /example -->\nafter",
  );
});

test.each(CONFIG_KEYS)("the README tells of digicert:%s", (key) => {
  expect(README).toContain(`\`digicert:${key}\``);
});

test.each(markdown)("every link of %s inside the repository leads somewhere", (file) => {
  const links = [...read(file).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, to]) => to ?? "");
  expect(links.filter((to) => !existsSync(join(ROOT, dirname(file), to)))).toEqual([]);
});

test.each([...README.matchAll(/`npm run ([\w:]+)/g)].map(([, name]) => name ?? ""))("npm run %s exists", (name) => {
  expect(JSON.parse(read("package.json")).scripts).toHaveProperty([name]);
});

test("every resource that gives reasons tells in docs/reasons.md what they mean", () => {
  const resources = join(ROOT, "provider/resources");
  const silent = readdirSync(resources).filter(
    (name) => existsSync(join(resources, name, "reasons.ts")) && !existsSync(join(resources, name, "reasons.doc.ts")),
  );
  expect(silent).toEqual([]);
});
