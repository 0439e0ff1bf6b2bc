import { cli } from "./cli";
import type { CliCommand } from "./command";

const COUNT: CliCommand = {
  summary: "counts something",
  declare: (command) => void command.argument("[what]").option("--up-to <n>", "how far", Number),
  run: async ({ args, options }, { print }) => {
    if (args[0] === "stars") throw new Error("there are too many stars\ncount something else");
    print(`${args[0]} up to ${options["upTo"]}`);
    return 2;
  },
};

const run = async (...argv: string[]) => {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal = {
    env: {},
    cwd: "/",
    readIn: async () => "",
    print: (text: string) => void out.push(text),
    say: (text: string) => void err.push(text),
    passing: () => {},
  };
  const code = await cli(argv, { count: COUNT }, terminal);
  return { code, out: out.join(""), err: err.join("") };
};

test("a command's result is the exit code", async () => {
  expect(await run("count", "sheep", "--up-to", "7")).toEqual({ code: 2, out: "sheep up to 7", err: "" });
});

test("what a command throws is said in words, and is exit code 1", async () => {
  expect(await run("count", "stars")).toEqual({
    code: 1,
    out: "",
    err: "there are too many stars\ncount something else\n",
  });
});

test.each([
  ["no command at all", [], /Usage: pulumi-digicert/],
  ["a misspelt command", ["cuont"], /unknown command 'cuont'\n\(Did you mean count\?\)/],
  ["a misspelt option", ["count", "--up-too", "3"], /unknown option '--up-too'\n\(Did you mean --up-to\?\)/],
  ["an argument too many", ["count", "sheep", "goats"], /too many arguments/],
])("%s is exit code 1 and says what there is", async (_, argv, said) => {
  const { code, out, err } = await run(...argv);

  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(said);
});

test.each([[["--help"]], [["help"]]])("%j lists the commands, and is no fault", async (argv) => {
  const { code, out } = await run(...argv);

  expect(code).toBe(0);
  expect(out).toMatch(/count .*counts something/);
});

test("a command's help names its options", async () => {
  const { code, out } = await run("count", "--help");

  expect(code).toBe(0);
  expect(out).toMatch(/Usage: pulumi-digicert count \[options\] \[what\]/);
  expect(out).toMatch(/--up-to <n> +how far/);
});
