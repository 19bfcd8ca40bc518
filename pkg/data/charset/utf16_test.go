package charset_test

import (
	"testing"

	"github.com/genba-cli/genba/pkg/data/charset"
)

func TestFromUTF16(t *testing.T) {
	for name, c := range map[string]struct {
		text, want string
		bad        bool
	}{
		"none":                {"a,b\n", "a,b\n", false},
		"empty":               {"", "", false},
		"one byte":            {"\xff", "\xff", false},
		"little":              {"\xff\xfe\x71\x5c\x30\x75\r\x00\n\x00", "山田\r\n", false},
		"big":                 {"\xfe\xff\x5c\x71\x75\x30", "山田", false},
		"a pair":              {"\xff\xfe\x42\xd8\xb7\xdf\xce\x91", "𠮷野", false},
		"the mark alone":      {"\xff\xfe", "", false},
		"odd":                 {"\xff\xfe\x71\x5c\x30", "", true},
		"half":                {"\xff\xfe\x42\xd8\x0e\x91", "", true},
		"half at the end":     {"\xff\xfe\x42\xd8", "", true},
		"the second one only": {"\xff\xfe\xb7\xdf\x0e\x91", "", true},
	} {
		got, err := charset.FromUTF16([]byte(c.text))
		if string(got) != c.want || (err != nil) != c.bad {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}
