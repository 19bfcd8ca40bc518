package lang

import (
	"encoding/json"
	"strings"
)

// section returns the lines of one part of a file, which stand between its braces. Files have one blank for each level, and
// nothing in a text is a line break.
func section(file, name string) string {
	_, rest, _ := strings.Cut(file, "\n \""+name+"\": {\n")
	lines, _, _ := strings.Cut(rest, "\n }")
	return lines
}

// member is one of a section: a name, and its value as JSON.
type member struct{ name, value string }

// members returns those of a section. A value may take several lines; they stand further right.
func members(lines string) []member {
	const begin = "  \""
	all := make([]member, 0, 512)
	rest := strings.TrimPrefix(lines, begin)
	for more := rest != ""; more; {
		var one string
		one, rest, more = strings.Cut(rest, "\n"+begin)
		name, value, _ := strings.Cut(one, "\": ")
		all = append(all, member{name, strings.TrimSuffix(value, ",")})
	}
	return all
}

// find looks a message up in sorted lines without reading the others: an error needs a few of some thousand.
func find(lines, key string) (string, bool) {
	for len(lines) > 0 {
		start := strings.LastIndexByte(lines[:len(lines)/2], '\n') + 1
		end := len(lines)
		if at := strings.IndexByte(lines[start:], '\n'); at >= 0 {
			end = start + at
		}
		english, rest := cutString(lines[start:end])
		switch order := strings.Compare(key, english); {
		case order == 0:
			text, _ := cutString(strings.TrimPrefix(rest, ":"))
			return text, true
		case order < 0:
			lines = lines[:max(start-1, 0)]
		default:
			lines = lines[min(end+1, len(lines)):]
		}
	}
	return "", false
}

// cutString returns the JSON string that a line begins with, after blanks, and what follows it.
func cutString(line string) (text, rest string) {
	line = strings.TrimLeft(line, " ")
	escaped := false
	for end := 1; end < len(line); end++ {
		switch line[end] {
		case '\\':
			escaped = true
			end++
		case '"':
			if text = line[1:end]; escaped {
				_ = json.Unmarshal([]byte(line[:end+1]), &text)
			}
			return text, line[end+1:]
		}
	}
	return "", ""
}
