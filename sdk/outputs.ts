import type * as pulumi from "@pulumi/pulumi";

/**
 * A class's list of its outputs, counted by the compiler: each output of the kind's state is declared as a property that can
 * hold it, and nothing else is, but for what the class derives itself. What is `null` only while there is nothing yet may be
 * declared without it, so that programs can pass it on.
 */
export type Declared<Class, Outputs, Derived extends keyof Class = never> = {
  readonly [Name in keyof Outputs]: Name extends keyof Class
    ? Class[Name] extends pulumi.Output<infer Value>
      ? Outputs[Name] extends Frozen<Value> | null
        ? undefined
        : never
      : never
    : never;
} & { readonly [Name in Exclude<keyof Class, keyof pulumi.CustomResource | keyof Outputs | Derived>]: never };

type Frozen<Value> = Value extends object ? { readonly [Key in keyof Value]: Frozen<Value[Key]> } : Value;
