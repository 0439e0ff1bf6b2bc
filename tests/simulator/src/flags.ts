import { parseArgs } from "node:util";

export interface Flags {
  port: number;
  leversPort: number;
  seed?: number;
  calm: boolean;
}

export const HELP = `certcentral-simulator: a CertCentral and Partner Subscriptions API on loopback

  --port N          port of the APIs (a free one)
  --levers-port N   port of the levers (a free one)
  --seed N          seed of the dice (a random one, printed on standard error)
  --calm            every awkwardness off: issued at once, nothing null, LF
  --help            this text

Prints one line of JSON on standard output once it listens:
{"baseUrl","partnerBaseUrl","leversUrl","apiKey","partnerApiKey","rootPem"}
`;

/** A flag that cannot be understood; the message is for the one who typed it. */
export class BadFlag extends Error {}

const whole = (name: string, text: string | undefined, most: number): number | undefined => {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text) || Number(text) > most)
    throw new BadFlag(`--${name} takes a whole number from 0 to ${most}, not ${text}`);
  return Number(text);
};

export const readFlags = (args: readonly string[]): Flags | "help" => {
  const options = {
    port: { type: "string" },
    "levers-port": { type: "string" },
    seed: { type: "string" },
    calm: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values } = ((): ReturnType<typeof parseArgs<{ options: typeof options }>> => {
    try {
      return parseArgs({ args: [...args], options });
    } catch (error) {
      throw new BadFlag(error instanceof Error ? error.message : String(error));
    }
  })();
  if (values.help === true) return "help";
  const seed = whole("seed", values.seed, 2 ** 32 - 1);
  return {
    port: whole("port", values.port, 65535) ?? 0,
    leversPort: whole("levers-port", values["levers-port"], 65535) ?? 0,
    ...(seed === undefined ? {} : { seed }),
    calm: values.calm === true,
  };
};
