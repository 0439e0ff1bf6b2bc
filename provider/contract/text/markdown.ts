import { oneLine } from "./foreign-text";

/** Foreign text in Markdown: one line, at most so many characters, with no markup or HTML of its own; it calls nobody (`@team`) and refers to nothing (`#12`). */
export const inMarkdown = (text: string, most?: number): string =>
  oneLine(text, most)
    .replace(/[\\|`*_~<>[\]#&]/g, "\\$&")
    // An escape would not do: forges look for these in what is rendered.
    .replace(/(?<!\w)([@#])(?=\w)/g, "$1\u200b");
