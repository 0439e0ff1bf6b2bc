const MARKED = /(<!-- example (\S+) -->\n)[\s\S]*?(<!-- \/example -->)/g;

const LANGUAGES: Readonly<Record<string, string>> = { ts: "ts", yaml: "yaml", yml: "yaml", json: "json", sh: "sh" };

/**
 * Puts files where a page asks for them, between `<!-- example examples/quickstart/index.ts -->` and `<!-- /example -->`.
 * What is shown is what is compiled and run.
 */
export const withExamples = (page: string, read: (file: string) => string): string =>
  page.replace(MARKED, (_, open: string, file: string, close: string) => {
    const language = LANGUAGES[file.split(".").at(-1) ?? ""] ?? "";
    return `${open}\`\`\`${language}\n${read(file).trimEnd()}\n\`\`\`\n${close}`;
  });

/** The files that a page asks for. */
export const examplesIn = (page: string): string[] => [...page.matchAll(MARKED)].map(([, , file]) => file ?? "");
