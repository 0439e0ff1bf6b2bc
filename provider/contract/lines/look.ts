import type { Severity } from "./grade";
import { tagged } from "./tag";

interface Words {
  readonly severity: Severity;
  readonly example: string;
  readonly when: string;
  readonly todo: string;
}

/** What a look at what a create would come to can show, by the code of its line. Docs and the drift command have their words from here. */
export const LOOKS = {
  "look-takes": {
    severity: "info",
    example: "adopt: certificate 1001, serial 0A1B2C, valid until 2027-03-01; nothing will be sent",
    when: "What is wanted is there.",
    todo: "Nothing.",
  },
  "look-sends": {
    severity: "info",
    example: "reissue of order 118: it lacks b.example.com",
    when: "What is wanted is not there, and will be asked for.",
    todo: "Run `pulumi up`, if that is what you want.",
  },
  "look-revokes": {
    severity: "attention",
    example: "revoke: certificate 1001 (order 118)",
    when: "Something is put an end to: a `Revocation`, or `revokeExisting` and `revokeCredentialIds` of `AcmeCredentials`.",
    todo: "Look whether somebody still uses what the line names.",
  },
  "look-waits": {
    severity: "info",
    example: "await: what order 118 has under way (request 501); nothing will be sent",
    when: "What is wanted has been asked for, and is not there yet.",
    todo: "Nothing, unless the line says whose turn it is.",
  },
  "look-refused": {
    severity: "attention",
    example: "would be refused: order 118 is expired",
    when: "`pulumi up` would fail as things are.",
    todo: "Do what the line says.",
  },
  "look-unsure": {
    severity: "info",
    example: "order 118: its page may be behind its list; pulumi up looks twice",
    when: "One look does not tell.",
    todo: "Run `pulumi up`, which looks again.",
  },
  "not-looked": {
    severity: "info",
    example: "not looked: csr not known before it is applied",
    when: "No look was taken, or it failed. That never fails the preview.",
    todo: "Nothing: `pulumi up` looks.",
  },
} as const satisfies Readonly<Record<string, Words>>;
export type LookCode = keyof typeof LOOKS;

export const isLook = (code: string | undefined): code is LookCode => code !== undefined && Object.hasOwn(LOOKS, code);

/** A look's line, with its tag. Pure. */
export const lookLine = (sentence: string, code: LookCode): string =>
  tagged(sentence, { codes: [code], severity: LOOKS[code].severity });
