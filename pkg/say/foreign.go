package say

import (
	"net"
	"strings"
)

// Foreign returns words of Go, of the system or of the YAML parser, which genba passes on among its own: a text that is
// translated where they are known, and the words themselves otherwise. It is not for what a vendor or an operator wrote.
func Foreign(words string) Text {
	if isForeign(Format(words)) {
		return T(Format(words))
	}
	return Verbatim(words)
}

// foreignError returns the words of an error of Go or the system that wraps no other; false: they are not known.
func foreignError(err error) (Text, bool) {
	if address, ok := err.(*net.AddrError); ok && address.Addr != "" { //nolint:errorlint // what it is wrapped in says more
		return T("address %s: %s", address.Addr, Foreign(address.Err)), true
	}
	words := err.Error()
	if zone, ok := strings.CutPrefix(words, "unknown time zone "); ok {
		return T("unknown time zone %s", zone), true
	}
	if rest, ok := strings.CutPrefix(words, "yaml: "); ok {
		return T("yaml: %s", foreignYAML(rest)), true
	}
	return Foreign(words), isForeign(Format(words))
}

// foreignYAML returns what the YAML parser says of one line, or of several below a heading.
func foreignYAML(words string) Text {
	var lines []Text
	for line := range strings.SplitSeq(words, "\n") {
		said := strings.TrimLeft(line, " ")
		indent := line[:len(line)-len(said)]
		number, rest, found := strings.Cut(strings.TrimPrefix(said, "line "), ": ")
		if !found || len(said) == len(strings.TrimPrefix(said, "line ")) {
			lines = append(lines, T("%s%s", indent, Foreign(said)))
			continue
		}
		message := Foreign(rest)
		if field, kind, ok := strings.Cut(strings.TrimPrefix(rest, "field "), " not found in type "); ok {
			message = T("field %s not found in type %s", field, kind)
		}
		lines = append(lines, T("%sline %s: %s", indent, number, message))
	}
	return Lines(lines...)
}

// isForeign reports whether the words are known.
func isForeign(words Format) bool {
	switch words {
	case // Go
		"context canceled",
		"context deadline exceeded",
		"executable file not found in $PATH",
		"missing port in address",
		"too many colons in address",
		"unexpected EOF",
		"use of closed network connection",
		"file already closed",
		"i/o timeout",
		"x509: certificate signed by unknown authority",
		"file does not exist",
		"file already exists",
		"short write",
		"invalid syntax",
		"value out of range",
		"tls: first record does not look like a TLS handshake":
		return true
	case // the system
		"address already in use",
		"bad file descriptor",
		"broken pipe",
		"cannot assign requested address",
		"connection refused",
		"connection reset by peer",
		"connection timed out",
		"device or resource busy",
		"directory not empty",
		"disk quota exceeded",
		"exec format error",
		"file exists",
		"file name too long",
		"file too large",
		"input/output error",
		"invalid argument",
		"invalid cross-device link",
		"is a directory",
		"network is unreachable",
		"no route to host",
		"no space left on device",
		"no such file or directory",
		"no such host",
		"not a directory",
		"operation not permitted",
		"permission denied",
		"protocol not available",
		"read-only file system",
		"resource temporarily unavailable",
		"text file busy",
		"too many levels of symbolic links",
		"too many open files":
		return true
	case // the YAML parser
		"block sequence entries are not allowed in this context",
		"control characters are not allowed",
		"could not find expected ':'",
		"did not find expected ',' or ']'",
		"did not find expected ',' or '}'",
		"did not find expected '-' indicator",
		"did not find expected <document start>",
		"did not find expected alphabetic or numeric character",
		"did not find expected comment or line break",
		"did not find expected hexdecimal number",
		"did not find expected key",
		"did not find expected node content",
		"did not find expected whitespace or line break",
		"found a tab character that violates indentation",
		"found a tab character where an indentation space is expected",
		"found an indentation indicator equal to 0",
		"found character that cannot start any token",
		"found undefined tag handle",
		"found unexpected document indicator",
		"found unexpected end of stream",
		"found unknown escape character",
		"mapping values are not allowed in this context",
		"unmarshal errors:":
		return true
	}
	return false
}
