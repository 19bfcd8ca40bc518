// Command genba works with Japanese workplace services from the terminal, scripts and cron.
package main

import (
	"os"
	_ "time/tzdata" // zones on machines that have none, such as Windows and bare containers

	"github.com/genba-cli/genba/cmd"
	"github.com/genba-cli/genba/internal/endings"
)

var version = "dev" // set by the linker

func main() {
	os.Exit(cmd.Execute(endings.Context(), version, os.Args[1:]))
}
