export { CALM } from "./awkward/calm";
export { LONGEST_LAG_LOOKS, LONGEST_LAG_SECONDS, LONGEST_SKEW_SECONDS } from "./awkward/limits";
export type { AwkwardName, AwkwardValues } from "./awkward/table";
export type * from "./levers/types";
export { LeverError, type Levers, levers } from "./levers-client";
export { type SimulateOptions, type Simulator, simulate } from "./simulate";
