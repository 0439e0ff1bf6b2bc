import type { CertCentral } from "../../certcentral";
import type { Context } from "../../contract/resource";

export type Ctx = Context<CertCentral>;
