/** `npm run demo`: a certificate's first day, on the real Pulumi CLI and a simulated CertCentral. Leaves nothing behind but caches. */
import { opensslMissing } from "./openssl";
import { Screen } from "./screen";
import { Stage, Unexpected } from "./stage";
import { story } from "./story";

const started = Date.now();
const screen = new Screen(process.stdout);
const stage = new Stage(screen);

let stopping = false;
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    screen.over(`stopped by ${signal}: ending what was started, removing the temporary folder`);
    void stage.close().finally(() => process.exit(code));
  });

const demo = async (): Promise<void> => {
  const missing = opensslMissing();
  if (missing !== undefined) throw new Unexpected(missing);
  await stage.open();
  await story(stage);
};

demo()
  .then(
    () => 0,
    (error: unknown) => {
      if (stopping) return 1;
      screen.fails(error instanceof Error ? error.message : String(error));
      return 1;
    },
  )
  .then(async (code) => {
    await stage.close();
    if (stopping) return;
    if (code === 0) screen.say(`Done in ${Math.round((Date.now() - started) / 1000)} s. Nothing is left running.`);
    process.exitCode = code;
  });
