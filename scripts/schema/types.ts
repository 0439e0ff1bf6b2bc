import * as ts from "typescript";
import { type Member, type Source, signatures } from "./source";

/** How a Pulumi schema says a type. */
export type TypeSpec =
  | { readonly type: "string" | "number" | "integer" | "boolean" }
  | { readonly type: "array"; readonly items: TypeSpec }
  | { readonly type: "object"; readonly additionalProperties: TypeSpec }
  | { readonly $ref: string }
  | { readonly oneOf: readonly TypeSpec[] };

export type PropertySpec = TypeSpec & { readonly description?: string; readonly secret?: true };

export interface ObjectSpec {
  readonly type: "object";
  readonly description?: string;
  readonly properties: Readonly<Record<string, PropertySpec>>;
  readonly required?: readonly string[];
}

const ANY: TypeSpec = { $ref: "pulumi.json#/Any" };

/** Words of which a value is one. */
export interface EnumSpec {
  readonly type: "string";
  readonly description?: string;
  readonly enum: readonly { readonly value: string }[];
}

/** Numbers that are whole wherever they stand: ids, days and counts. TypeScript has one word for all numbers. */
const isWhole = (name: string): boolean =>
  /(Ids?|Days|DaysRemaining|limit|userId|previewLooks|^requests|^max|^pendingRevocations)/.test(name);

/** Turns the types of the classes into those of the schema, and collects the objects that have names. */
export class Types {
  readonly objects: Record<string, ObjectSpec | EnumSpec> = {};
  constructor(readonly source: Source) {}

  /** `at`: the name that an object without one gets; `text`: what is said of the property, and of such an object. */
  of(type: ts.TypeNode, name: string, at: string, text?: string): TypeSpec {
    if (ts.isParenthesizedTypeNode(type)) return this.of(type.type, name, at, text);
    if (ts.isArrayTypeNode(type)) return { type: "array", items: this.of(type.elementType, name, at, text) };
    if (ts.isUnionTypeNode(type)) return this.#union(type.types.filter(isSaid), name, at, text);
    if (ts.isTypeLiteralNode(type)) return this.#object(at, signatures(type.members), text);
    if (ts.isLiteralTypeNode(type)) return { type: ts.isNumericLiteral(type.literal) ? "integer" : "string" };
    if (ts.isTypeReferenceNode(type)) return this.#reference(type, name, at, text);
    switch (type.kind) {
      case ts.SyntaxKind.StringKeyword:
        return { type: "string" };
      case ts.SyntaxKind.BooleanKeyword:
        return { type: "boolean" };
      case ts.SyntaxKind.NumberKeyword:
        return { type: isWhole(name) ? "integer" : "number" };
      case ts.SyntaxKind.UnknownKeyword:
        return ANY;
      default:
        throw new Error(`${at}: no schema says ${type.getText()}`);
    }
  }

  properties(members: readonly Member[], at: string, secrets: readonly string[] = []): Record<string, PropertySpec> {
    return Object.fromEntries(
      members.map(({ name, type, description }) => [
        name,
        {
          ...this.of(type, name, `${at}${capital(name)}`, description),
          ...(description === undefined ? {} : { description }),
          ...(secrets.includes(name) ? { secret: true as const } : {}),
        },
      ]),
    );
  }

  #union(types: readonly ts.TypeNode[], name: string, at: string, text: string | undefined): TypeSpec {
    const [only] = types;
    if (only !== undefined && types.length === 1) return this.of(only, name, at, text);
    const words = types.flatMap((type) =>
      ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? [type.literal.text] : [],
    );
    if (words.length === types.length) return this.#oneOf(words, at, text);
    const specs = [
      ...new Map(
        types.map((type) => this.of(type, name, at, text)).map((spec) => [JSON.stringify(spec), spec]),
      ).values(),
    ];
    const [same] = specs;
    if (same !== undefined && specs.length === 1) return same;
    // What may be anything inside is anything to a schema.
    return specs.some((spec) => JSON.stringify(spec).includes("#/Any")) ? ANY : { oneOf: specs };
  }

  #oneOf(words: readonly string[], name: string, description: string | undefined): TypeSpec {
    const token = `digicert:index:${name}`;
    this.objects[token] = {
      type: "string",
      ...(description === undefined ? {} : { description }),
      enum: words.map((value) => ({ value })),
    };
    return { $ref: `#/types/${token}` };
  }

  #reference(type: ts.TypeReferenceNode, name: string, at: string, text: string | undefined): TypeSpec {
    const called = type.typeName.getText();
    const [first, second] = type.typeArguments ?? [];
    if (first !== undefined && /^pulumi\.(Input|Output)$/.test(called)) return this.of(first, name, at, text);
    if (second !== undefined && called === "Record")
      return { type: "object", additionalProperties: this.of(second, name, at, text) };
    return this.#object(called, this.source.membersOf(called), this.source.docOf(called));
  }

  #object(name: string, members: readonly Member[], description: string | undefined): TypeSpec {
    const token = `digicert:index:${name}`;
    const required = requiredOf(members);
    this.objects[token] = {
      type: "object",
      ...(description === undefined ? {} : { description }),
      properties: this.properties(members, name),
      ...(required.length > 0 ? { required } : {}),
    };
    return { $ref: `#/types/${token}` };
  }
}

export const requiredOf = (members: readonly Member[]): string[] =>
  members.filter(({ type, optional }) => !optional && !mayBeNull(type)).map(({ name }) => name);

/** Of an output or a member: whether it may be there and empty. */
const mayBeNull = (type: ts.TypeNode): boolean => {
  if (ts.isTypeReferenceNode(type)) return (type.typeArguments ?? []).some(mayBeNull);
  return ts.isUnionTypeNode(type) && type.types.some((each) => !isSaid(each));
};

const isSaid = (type: ts.TypeNode): boolean =>
  type.kind !== ts.SyntaxKind.UndefinedKeyword &&
  !(ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword);

const capital = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1);
