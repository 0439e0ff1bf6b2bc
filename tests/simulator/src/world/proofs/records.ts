/** What a lever published: a DNS record, or the text of a validation file at a host (HTTP). */
export type RecordType = "TXT" | "CNAME" | "HTTP";
export const RECORD_TYPES = ["TXT", "CNAME", "HTTP"] as const satisfies readonly RecordType[];

export interface PublishedRecord {
  name: string;
  type: RecordType;
  value: string;
}

/** Where the outside world may be asked: a DNS server, a web server that stands in for every host. `host:port`. */
export interface Outside {
  server?: string;
  web?: string;
}

const bare = (name: string): string => name.toLowerCase().replace(/\.$/, "");

/** The records that validation sees: what levers published, and what was last seen outside. */
export class Records {
  #published: PublishedRecord[] = [];
  readonly #seen = new Map<string, readonly string[]>();
  outside: Outside = {};

  publish(record: PublishedRecord): void {
    this.#published.push(record);
  }

  /** Members left out match everything. */
  withdraw(like: Partial<PublishedRecord>): void {
    const same = (r: PublishedRecord): boolean =>
      (like.name === undefined || bare(like.name) === bare(r.name)) &&
      (like.type === undefined || like.type === r.type) &&
      (like.value === undefined || like.value === r.value);
    this.#published = this.#published.filter((record) => !same(record));
  }

  /** An answer from outside, for the next question. */
  see(type: RecordType, name: string, values: readonly string[]): void {
    this.#seen.set(`${type} ${bare(name)}`, values);
  }

  values(type: RecordType, name: string): string[] {
    const published = this.#published.filter((r) => r.type === type && bare(r.name) === bare(name)).map((r) => r.value);
    return [...published, ...(this.#seen.get(`${type} ${bare(name)}`) ?? [])].map((value) =>
      type === "CNAME" ? bare(value) : value.trim(),
    );
  }

  get published(): readonly PublishedRecord[] {
    return this.#published;
  }

  clear(): void {
    this.#published = [];
    this.#seen.clear();
    this.outside = {};
  }
}
