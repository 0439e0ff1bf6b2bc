import { Command, CommanderError } from "commander";
import { linesOf } from "../contract/partial-failure";
import { lines } from "../contract/text/foreign-text";
import { type CliCommand, FAILED } from "./command";
import type { Terminal } from "./terminal";

/** Runs what the arguments name, and resolves with the exit code: never rejects, and never ends the process. */
export const cli = async (
  argv: readonly string[],
  commands: Readonly<Record<string, CliCommand>>,
  terminal: Terminal,
): Promise<number> => {
  let code = 0;
  const program = new Command("pulumi-digicert")
    .description("Commands beside `pulumi up`, for certificates on CertCentral orders")
    .showHelpAfterError("(--help shows what there is)");
  for (const [name, { summary, declare, run }] of Object.entries(commands)) {
    const command = program.command(name).summary(summary).description(summary);
    declare(command);
    command.action(async () => {
      code = await run({ args: command.args, options: command.opts() }, terminal);
    });
  }
  for (const each of [program, ...program.commands])
    each
      .exitOverride()
      .configureOutput({ writeOut: (text) => terminal.print(text), writeErr: (text) => terminal.say(text) })
      .copyInheritedSettings(program);
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    // The parser has said what was wrong with the arguments; help that was asked for is no fault.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : FAILED;
    terminal.say(`${lines(linesOf(error).join("\n"))}\n`);
    return FAILED;
  }
};
