import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";

/*
 * What the hand-written classes say, as their source says it: nothing is resolved, so that an input's own name survives.
 */

/** A member that users read or write. */
export interface Member {
  readonly name: string;
  readonly type: ts.TypeNode;
  readonly optional: boolean;
  readonly description: string | undefined;
}

export class Source {
  readonly #statements: readonly ts.Statement[];

  constructor(files: readonly string[], folder: string) {
    this.#statements = files.flatMap((file) => [
      ...ts.createSourceFile(file, readFileSync(join(folder, file), "utf8"), ts.ScriptTarget.ES2022, true).statements,
    ]);
  }

  class(name: string): ts.ClassDeclaration {
    return this.#named(name, ts.isClassDeclaration);
  }

  function(name: string): { readonly arrow: ts.ArrowFunction; readonly description: string | undefined } {
    for (const statement of this.#statements)
      if (ts.isVariableStatement(statement))
        for (const { name: id, initializer } of statement.declarationList.declarations)
          if (id.getText() === name && initializer !== undefined && ts.isArrowFunction(initializer))
            return { arrow: initializer, description: docOf(statement) };
    throw new Error(`there is no function ${name} in sdk`);
  }

  /** The members of an interface or an alias, its ancestors' and all alternatives' included. */
  membersOf(name: string): Member[] {
    const declared = this.#statements.find(
      (s): s is ts.InterfaceDeclaration | ts.TypeAliasDeclaration =>
        (ts.isInterfaceDeclaration(s) || ts.isTypeAliasDeclaration(s)) && s.name.text === name,
    );
    if (declared === undefined) throw new Error(`there is no type ${name} in sdk`);
    if (ts.isTypeAliasDeclaration(declared)) return merged(this.#alternatives(declared.type));
    const above = (declared.heritageClauses ?? []).flatMap(({ types }) =>
      types.flatMap(({ expression }) => this.membersOf(expression.getText())),
    );
    return [...above, ...signatures(declared.members)];
  }

  isClass(name: string): boolean {
    return this.#statements.some((s) => ts.isClassDeclaration(s) && s.name?.text === name);
  }

  docOf(name: string): string | undefined {
    const found = this.#statements.find(
      (s) => (ts.isInterfaceDeclaration(s) || ts.isClassDeclaration(s)) && s.name?.text === name,
    );
    return found && docOf(found);
  }

  #alternatives(type: ts.TypeNode): Member[] {
    if (ts.isParenthesizedTypeNode(type)) return this.#alternatives(type.type);
    if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type))
      return type.types.flatMap((each) => this.#alternatives(each));
    if (ts.isTypeReferenceNode(type)) return this.membersOf(type.typeName.getText());
    return ts.isTypeLiteralNode(type) ? signatures(type.members) : [];
  }

  #named<Node extends ts.Statement & { readonly name?: ts.Identifier }>(
    name: string,
    is: (node: ts.Node) => node is Node,
  ): Node {
    const found = this.#statements.filter(is).find((node) => node.name?.text === name);
    if (found === undefined) throw new Error(`there is no ${name} in sdk`);
    return found;
  }
}

/** The `declare readonly` properties of a class. */
export const outputsOf = (declared: ts.ClassDeclaration): Member[] =>
  declared.members
    .filter(ts.isPropertyDeclaration)
    .flatMap((property) =>
      property.type === undefined || !property.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)
        ? []
        : [{ name: property.name.getText(), type: property.type, optional: false, description: docOf(property) }],
    );

export const signatures = (members: ts.NodeArray<ts.TypeElement>): Member[] =>
  members.filter(ts.isPropertySignature).flatMap(({ name, type, questionToken }, at) =>
    type === undefined || type.kind === ts.SyntaxKind.UndefinedKeyword
      ? []
      : [
          {
            name: name.getText(),
            type,
            optional: questionToken !== undefined,
            description: docOf(members.filter(ts.isPropertySignature)[at] as ts.Node),
          },
        ],
  );

/** The first that says something of a name. */
const merged = (members: readonly Member[]): Member[] =>
  [...new Map([...members].reverse().map((member) => [member.name, member])).values()].reverse();

export const docOf = (node: ts.Node): string | undefined => {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = ts.getTextOfJSDocComment(comments.at(-1)?.comment)?.trim();
  return text === undefined || text === ""
    ? undefined
    : text.replace(/\s*\n\s*\n\s*/g, "\n\n").replace(/([^\n])\n(?!\n)/g, "$1 ");
};
