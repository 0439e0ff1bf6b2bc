import type { z } from "zod";
import { few } from "../../../contract/text/few";

/** An answer as it came off the wire. */
export interface Received {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** What is wrong with an answer, in words that quote nothing of it. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";

  /** `foreign` when it looks as if the API was not the one that answered. */
  constructor(
    message: string,
    readonly foreign = false,
  ) {
    super(message);
  }
}

/** Reads JSON through `schema`; an empty answer reads as an empty object, which the API sends for empty lists. */
export const json =
  <Schema extends z.ZodType>(schema: Schema) =>
  (received: Received): z.output<Schema> => {
    const result = schema.safeParse(parsed(received), { error: worded });
    if (result.success) return result.data;
    throw new Unreadable(few([...new Set(result.error.issues.map(described))]).join("\n"));
  };

/** Reads an answer that has nothing to say. A page of HTML with 200 is a gateway speaking, not CertCentral. */
export const nothing = (received: Received): void => void parsed(received);

/** Reads PEM text, with line ends as everywhere else. */
export const pem = (received: Received): string => {
  const text = received.text.replaceAll(/\r\n?/g, "\n").trim();
  if (!/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.test(text))
    throw unreadable("the answer contains no certificate", received);
  return `${text}\n`;
};

function parsed(received: Received): unknown {
  if (received.text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(received.text);
    return Array.isArray(value) && value.length === 0 ? {} : value;
  } catch {
    throw unreadable("the answer is not JSON", received);
  }
}

function unreadable(what: string, { contentType, text }: Received): Unreadable {
  const page = /^\s*</.test(text) || contentType.includes("html");
  // Only what is a media type is shown: a header may hold anything.
  const [kind] = /^[\w.+-]{1,40}\/[\w.+-]{1,60}(?=$|[;\s])/.exec(contentType.trim()) ?? [];
  return new Unreadable(page ? `${what} but a web page` : kind ? `${what} (content type ${kind})` : what, page);
}

/** For what no reader words itself: objects and lists. */
const worded = (issue: { input?: unknown }): string =>
  issue.input === undefined || issue.input === null ? "is missing" : "is not of the documented kind";

const described = (issue: z.core.$ZodIssue): string => {
  const where = issue.path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
  return `${where || "the answer"} ${issue.message}`;
};
