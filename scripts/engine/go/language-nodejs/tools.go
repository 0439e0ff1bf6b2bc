//go:build tools

// Package tools names the command that scripts/engine builds, so that `go mod tidy` keeps what it needs.
package tools

import _ "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"
