#!/usr/bin/env bash
# A list flag that is given lines, as in --staff "$(cat ids.txt)", keeps the first line and drops the others without an error.
#
# Version: github.com/spf13/pflag v1.0.10, from the Go module proxy.
# Behaviour: StringSlice reads its value as CSV but takes one record only; a line break ends that record. Commas and repeated
# flags work as documented.
# Seen:
#   "1,2" [1 2] <nil>
#   "1\n2\n3" [1] <nil>
#   "1,2\n3" [1 2] <nil>
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >go.mod <<'MOD'
module look

go 1.24

require github.com/spf13/pflag v1.0.10
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"

	"github.com/spf13/pflag"
)

func main() {
	for _, value := range []string{"1,2", "1\n2\n3", "1,2\n3"} {
		flags := pflag.NewFlagSet("look", pflag.ContinueOnError)
		ids := flags.StringSlice("staff", nil, "")
		err := flags.Parse([]string{"--staff", value})
		fmt.Printf("%q %v %v\n", value, *ids, err)
	}
}
GO
GOFLAGS=-mod=mod go mod tidy >/dev/null 2>&1
go run . | tee seen
diff - seen <<'SEEN'
"1,2" [1 2] <nil>
"1\n2\n3" [1] <nil>
"1,2\n3" [1 2] <nil>
SEEN
