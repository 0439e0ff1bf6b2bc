import { stripVTControlCharacters, styleText } from "node:util";

/** What the demo writes to. */
export interface Out {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** ` ~  pulumi-nodejs:dynamic/digicert:Certificate web updating (1s) …`, and what of it stays the same while it changes. */
const ROW = /^\s*(?:[-+~><=*]+ )?\s*(?<resource>\w[\w-]*:[\w/-]*:\w+ \S+)(?: |$)/;

/**
 * The demo's words, and the CLI's. The CLI's lines come as they are; only its dots are left out, and of a row that changes
 * while a step runs the last one is kept, as a terminal shows it in the end.
 */
export class Screen {
  readonly #rows = new Map<string, string>();
  #line = "";
  #transient = false;
  #over = false;

  constructor(private readonly out: Out) {}

  get coloured(): boolean {
    return this.out.isTTY === true;
  }

  heading(text: string): void {
    this.#put(`\n${this.#styled("bold", `── ${text} ${"─".repeat(Math.max(3, 92 - text.length))}`)}\n`);
  }

  say(text: string): void {
    this.#put(text);
  }

  command(text: string): void {
    this.#put(this.#styled("cyan", `$ ${text}`));
  }

  holds(sentence: string): void {
    this.#put(`${this.#styled("green", "✓")} ${sentence}`);
  }

  fails(sentence: string): void {
    this.end();
    this.#put(`${this.#styled("red", "✗")} ${sentence}`);
  }

  /** The last words: what is said afterwards is not shown. */
  over(sentence: string): void {
    this.fails(sentence);
    this.#over = true;
  }

  /** Takes what a command prints, in pieces. */
  readonly through = (chunk: string): void => {
    const lines = (this.#line + chunk).split("\n");
    this.#line = lines.pop() ?? "";
    for (const line of lines) this.#take(line.trimEnd());
  };

  /** The command has ended: its last words. */
  end(): void {
    if (this.#line.trim() !== "") this.#take(this.#line);
    this.#line = "";
    this.#flush();
  }

  #take(line: string): void {
    const bare = stripVTControlCharacters(line);
    if (bare.startsWith("@ ")) return;
    const resource = ROW.exec(bare)?.groups?.["resource"];
    if (resource !== undefined) {
      this.#rows.set(resource, line);
      this.#show(bare);
    } else if (bare.trim() !== "" || this.#rows.size === 0) {
      this.#flush();
      this.#put(`  ${line}`);
    }
  }

  #flush(): void {
    for (const row of this.#rows.values()) this.#put(`  ${row}`);
    this.#rows.clear();
  }

  /** What is going on right now, on a line that the next one takes the place of. */
  #show(text: string): void {
    if (!this.coloured || this.#over) return;
    this.#clear();
    this.out.write(this.#styled("dim", `  … ${text.trim()}`.slice(0, (this.out.columns ?? 80) - 1)));
    this.#transient = true;
  }

  #put(text: string): void {
    if (this.#over) return;
    this.#clear();
    this.out.write(`${text.trimEnd()}\n`);
  }

  #clear(): void {
    if (this.#transient) this.out.write("\r\u001b[2K");
    this.#transient = false;
  }

  #styled(style: "bold" | "cyan" | "green" | "red" | "dim", text: string): string {
    return this.coloured ? styleText(style, text) : text;
  }
}
