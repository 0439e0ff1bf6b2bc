import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { runPreview } from "./run-preview";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-preview-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A Pulumi that does what a test says. */
const pulumi = (script: string) => {
  const path = join(folder, "pulumi");
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  const said: string[] = [];
  const terminal = {
    env: { ...process.env, PATH: `${folder}${delimiter}${process.env["PATH"]}` },
    cwd: folder,
    readIn: async () => "",
    print: () => {},
    say: (words: string) => void said.push(words),
    passing: () => {},
  };
  return { said, preview: (stack?: string) => runPreview({ stack, cwd: folder }, terminal), terminal };
};
const unix = process.platform === "win32" ? test.skip : test;

unix("the preview looks at CertCentral, asks nobody, and what it says for people goes on", async () => {
  const { preview, said } = pulumi('echo "$@"; echo "a warning" >&2');

  expect(await preview("prod")).toEqual({ text: "preview --json --refresh --non-interactive --stack prod\n" });
  expect(said.join("")).toBe("a warning\n");
});

unix.each([
  ["exit 1", "pulumi preview ended with exit code 1"],
  ["kill -KILL $$", "pulumi preview ended with SIGKILL"],
])("what a failed preview printed is its answer, with how it ended: %s", async (end, failed) => {
  expect(await pulumi(`echo '{}'; ${end}`).preview()).toEqual({ text: "{}\n", failed });
});

unix("a stack's name is one argument, whatever is in it", async () => {
  const odd = `a b; echo $(id) & "c" %PATH%`;

  expect((await pulumi(`for a in "$@"; do echo "$a"; done`).preview(odd)).text.split("\n").at(-2)).toBe(odd);
});

unix("what it says for people commands no terminal and no CI system", async () => {
  const { preview, said } = pulumi(`printf '\\033[2Jone\\n::error::two\\n' >&2; echo '{}'`);

  await preview();
  expect(said.join("")).toBe("one\n: :error::two\n");
});

unix("one that failed and printed nothing is an error", async () => {
  await expect(pulumi('echo "error: no stack selected" >&2; exit 255').preview()).rejects.toThrow(
    /pulumi preview ended with exit code 255 and printed nothing/,
  );
});

unix("without a pulumi it says what to do", async () => {
  const { terminal } = pulumi("");

  await expect(runPreview({ cwd: folder }, { ...terminal, env: { PATH: join(folder, "nowhere") } })).rejects.toThrow(
    /there is no pulumi on the PATH.*\ninstall the Pulumi CLI/,
  );
});
