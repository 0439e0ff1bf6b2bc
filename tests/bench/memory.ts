import { memoryOf } from "../scale/memory-of";
import type { Figure } from "./figure";

/** P11: what a provider process holds in memory, the simulator's own share with it, once so many were adopted, refreshed and reissued. */
export const memory = (size: number): readonly Figure[] =>
  memoryOf(size).map(({ failed, megabytes }) => {
    if (failed.length > 0) throw new Error(failed.join("\n"));
    const what = "memory of a provider process, simulator included";
    return { id: "P11", what, size, value: megabytes, unit: "MB", bar: 300 };
  });
