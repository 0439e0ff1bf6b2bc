/*
 * As much of three packages as targets.ts uses, so that it is compiled without them: together they are more than half a gigabyte.
 * Install the one that you need, and delete its part here.
 */

declare module "@pulumi/kubernetes" {
  import type * as pulumi from "@pulumi/pulumi";
  export namespace core.v1 {
    class Secret extends pulumi.CustomResource {
      constructor(
        name: string,
        args: { type?: pulumi.Input<string>; stringData?: pulumi.Input<Record<string, pulumi.Input<string>>> },
        opts?: pulumi.CustomResourceOptions,
      );
    }
  }
}

declare module "@pulumi/aws" {
  import type * as pulumi from "@pulumi/pulumi";
  export namespace acm {
    class Certificate extends pulumi.CustomResource {
      constructor(
        name: string,
        args: {
          certificateBody?: pulumi.Input<string>;
          certificateChain?: pulumi.Input<string>;
          privateKey?: pulumi.Input<string>;
        },
        opts?: pulumi.CustomResourceOptions,
      );
      readonly arn: pulumi.Output<string>;
    }
  }
}

declare module "@pulumi/azure" {
  import type * as pulumi from "@pulumi/pulumi";
  export namespace keyvault {
    class Certificate extends pulumi.CustomResource {
      constructor(
        name: string,
        args: {
          keyVaultId: pulumi.Input<string>;
          certificate?: pulumi.Input<{ contents: pulumi.Input<string>; password?: pulumi.Input<string> }>;
        },
        opts?: pulumi.CustomResourceOptions,
      );
    }
  }
}
