import { masked } from "./mask";

/** One call of the API port. A dropped call has status 0. */
export interface HistoryEntry {
  at: string;
  method: string;
  /** With its query. */
  path: string;
  status: number;
  /** The request's body: parsed JSON where it is JSON, null where there is none. */
  body: unknown;
  /** The fault that struck. */
  fault?: string;
}

/** A route that nothing answers, and how often it was asked for. */
export interface UnknownRoute {
  method: string;
  path: string;
  times: number;
}

const parsed = (text: string): unknown => {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return "[not JSON]";
  }
};

export class History {
  #entries: HistoryEntry[] = [];
  #unknown = new Map<string, UnknownRoute>();

  record(at: Date, method: string, path: string, status: number, text: string, fault: string | undefined): void {
    this.#entries.push({
      at: at.toISOString(),
      method,
      path,
      status,
      body: masked(parsed(text)),
      ...(fault === undefined ? {} : { fault }),
    });
  }

  countUnknown(method: string, path: string): void {
    const known = this.#unknown.get(`${method} ${path}`);
    this.#unknown.set(`${method} ${path}`, { method, path, times: (known?.times ?? 0) + 1 });
  }

  get entries(): readonly HistoryEntry[] {
    return this.#entries;
  }

  get unknown(): UnknownRoute[] {
    return [...this.#unknown.values()];
  }

  clear(): void {
    this.#entries = [];
    this.#unknown.clear();
  }
}
