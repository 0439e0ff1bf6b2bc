const MOST = 300;

/** A user's text in a sentence: in quotes, escaped, and never longer than a line. */
export const quoted = (text: string): string => JSON.stringify(cut(text));

/** The same without quotes. */
export const cut = (text: string): string => (text.length <= MOST ? text : `${text.slice(0, MOST)}…`);
