/** @peculiar/x509 wants a reflection polyfill loaded before it; this file is the only way in. */
import "reflect-metadata";

export * from "@peculiar/x509";
