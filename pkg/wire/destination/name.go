package destination

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// longestName is how many bytes PostgreSQL keeps of a name.
const longestName = 63

// own are the columns that every table has beside those of the records.
const (
	recordColumn = "_record"
	scopeColumn  = "_scope"
	pulledColumn = "_pulled_at"
)

// columnName returns what the column of a path is called, when the names in taken, in small letters, are others'. Databases
// tell names by small letters only, or by their first 63 bytes: then it ends in a mark of the path.
func columnName(path []string, taken map[string]bool) string {
	name := strings.ReplaceAll(strings.Join(path, "_"), ".", "_")
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == '"' || r == utf8.RuneError {
			return '_'
		}
		return r
	}, name)
	if name == "" {
		name = "_"
	}
	if len(name) <= longestName && !taken[strings.ToLower(name)] {
		return name
	}
	sum := sha256.Sum256([]byte(strings.Join(path, "\x00")))
	mark := "_" + hex.EncodeToString(sum[:])[:8]
	for len(name)+len(mark) > longestName {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	return name + mark
}

// TableName makes of words what their table is called: "akashi", "working-records" is akashi_working_records.
func TableName(words ...string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r) {
			return r
		}
		return '_'
	}, strings.Join(words, "_"))
}

// CheckTable refuses names that no table of records can have.
func CheckTable(name string) error {
	if ok := regexp.MustCompile(`^[\p{L}_][\p{L}\p{M}\p{N}_]*$`).MatchString(name); !ok || len(name) > longestName {
		return fault.Errorf(fault.Usage, "%q is no name for a table", name).
			WithHint("letters, digits and _, not beginning with a digit, at most 63 bytes, such as akashi_stamps")
	}
	if strings.HasPrefix(strings.ToLower(name), "_genba") || strings.HasPrefix(strings.ToLower(name), "sqlite_") {
		return fault.Errorf(fault.Usage, "tables called %s… belong to the database or to genba itself", name[:6])
	}
	return nil
}

// quoted returns a name as SQL has it.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
