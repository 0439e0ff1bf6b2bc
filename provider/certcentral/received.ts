import { z } from "zod";

/** An answer as it came off the wire. */
export interface Received {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** What is wrong with an answer, in words that quote nothing of it. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/** Reads JSON through `schema`; an empty answer reads as an empty object, which the API sends for empty lists. */
export const json =
  <Schema extends z.ZodType>(schema: Schema) =>
  (received: Received): z.output<Schema> => {
    const result = schema.safeParse(parsed(received), { error: worded });
    if (result.success) return result.data;
    throw new Unreadable([...new Set(result.error.issues.map(described))].join("\n"));
  };

/** Reads an answer that has nothing to say. A page of HTML with 200 is a gateway speaking, not CertCentral. */
export const nothing = (received: Received): void => void parsed(received);

/** Reads PEM text, with line ends as everywhere else. */
export const pem = (received: Received): string => {
  const text = received.text.replaceAll(/\r\n?/g, "\n").trim();
  if (!/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.test(text)) throw new Unreadable(`the answer contains no certificate${kindOf(received)}`);
  return `${text}\n`;
};

function parsed(received: Received): unknown {
  if (received.text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(received.text);
    return Array.isArray(value) && value.length === 0 ? {} : value;
  } catch {
    throw new Unreadable(`the answer is not JSON${kindOf(received)}`);
  }
}

const kindOf = ({ contentType, text }: Received): string =>
  /^\s*</.test(text) || contentType.includes("html") ? " but a web page" : contentType === "" ? "" : ` (content type ${contentType.split(";")[0]?.slice(0, 80)})`;

/** For what no reader words itself: objects and lists. */
const worded = (issue: { input?: unknown }): string => (issue.input === undefined || issue.input === null ? "is missing" : "is not of the documented kind");

const described = (issue: z.core.$ZodIssue): string => {
  const where = issue.path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("").replace(/^\./, "");
  return `${where || "the answer"} ${issue.message}`;
};
