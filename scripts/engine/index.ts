export { ensureEngine, NoEngine } from "./ensure";
export { type EngineEnvOptions, engineEnv, homeFolder, stateFolder } from "./env";
export type { Engine } from "./on-path";
export { ENGINE_VERSION } from "./version";
