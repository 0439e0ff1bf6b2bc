//go:build tools

// Package tools names the command that scripts/go-tools builds, so that `go mod tidy` keeps what it needs.
package tools

import _ "github.com/letsencrypt/pebble/v2/cmd/pebble"
