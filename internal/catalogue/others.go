package main

// others are texts that stand in nobody's source as such: those of cobra, pflag and Go, which genba passes on, and single
// words that are put into lines.
func others() []string {
	return []string{
		// cobra
		"Usage", "Aliases", "Examples", "Available Commands", "Additional Commands", "Flags", "Global Flags", "Additional help topics",
		`Use "%s [command] --help" for more information about a command.`, "help for %s", "version for %s", "disable completion descriptions",
		// pflag
		"unknown flag: %s", "unknown shorthand flag: %q in -%s", "flag needs an argument: --%s", "flag needs an argument: %q in -%s",
		"invalid argument %q for %q flag: %v", "bad flag syntax: %s",
		// Go and the system
		"strconv.ParseInt: parsing %q: invalid syntax", "strconv.ParseInt: parsing %q: value out of range",
		"strconv.ParseBool: parsing %q: invalid syntax", "time: invalid duration %q", "time: missing unit in duration %q",
		"time: unknown unit %q in duration %q", "parse error on line %d, column %d: %s", "context deadline exceeded", "context canceled",
		"no such file or directory", "permission denied", "is a directory", "not a directory", "file exists", "no space left on device",
		"executable file not found in $PATH", "connection refused", "broken pipe", "read-only file system", "unexpected EOF",
		"x509: certificate signed by unknown authority", "unknown time zone %s",
		// where a setting comes from
		" (environment %s)", " (file %s)", " (flag %s)",
		// words and what stands between sentences
		"; ", "connection reset by peer", "address already in use", "did not find expected node content", "listen tcp %s: bind: %v",
		" (HTTP %d)", "interrupted", "done", "skipped", "hint", "Columns", "See also", "Limit", "Endpoint", "Vendors", "Accounts", "Tools", "nothing", "known: %s", "punch", "requests", "tokens", "LF or CRLF",
	}
}
