// Package charset turns text between UTF-8, which genba speaks inside, and what Japanese offices
// keep in files: UTF-8 with a byte order mark and CP932 (Windows-31J, "Shift-JIS"). It never guesses a
// character: what has no code, and a byte that is no character, is an error. It must not know rows,
// files or commands.
package charset

import (
	"strings"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// Encoding is how text is kept outside of genba. The zero value is UTF-8.
type Encoding uint8

// The encodings that are read and written.
const (
	UTF8    Encoding = iota
	UTF8BOM          // UTF-8 that starts with EF BB BF, as Excel wants it
	CP932            // Windows-31J with the NEC, IBM and user-defined characters
)

// BOM is the byte order mark that starts a UTF8BOM text.
const BOM = "\xef\xbb\xbf"

var names = [...]string{UTF8: "utf-8", UTF8BOM: "utf-8-bom", CP932: "cp932"}

// ParseEncoding reads the name of an encoding as it is typed, in any case. An unknown name is a
// fault.Usage.
func ParseEncoding(name string) (Encoding, error) {
	switch strings.ToLower(name) {
	case "utf-8", "utf8":
		return UTF8, nil
	case "utf-8-bom", "utf8-bom":
		return UTF8BOM, nil
	case "cp932", "shift-jis", "shift_jis", "sjis", "windows-31j":
		return CP932, nil
	}
	return UTF8, fault.Errorf(fault.Usage, "unknown encoding %q%s", name, nearest.Suggest(name, Names())).
		WithHint("known encodings: %s", strings.Join(Names(), ", "))
}

// Names returns the encodings' names as help and completion show them.
func Names() []string { return names[:] }

// String returns the name that ParseEncoding reads.
func (e Encoding) String() string { return names[e] }

// Unmappable says what becomes of a character that the encoding has no code for.
type Unmappable uint8

// The two ways; Fail is the default because a garbled name is worse than none.
const (
	Fail    Unmappable = iota
	Replace            // write 〓, which Japanese readers know as "a character was here"
)

// ParseUnmappable reads "fail" or "replace". Anything else is a fault.Usage.
func ParseUnmappable(name string) (Unmappable, error) {
	switch strings.ToLower(name) {
	case "fail":
		return Fail, nil
	case "replace":
		return Replace, nil
	}
	return Fail, fault.Errorf(fault.Usage, "unknown way %q to treat a character without code", name).
		WithHint("known ways: fail, replace")
}

// String returns the name that ParseUnmappable reads.
func (u Unmappable) String() string {
	if u == Replace {
		return "replace"
	}
	return "fail"
}
