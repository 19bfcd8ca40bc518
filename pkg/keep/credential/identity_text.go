package credential

import (
	"bytes"
	"strings"

	"filippo.io/age"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// parseIdentities reads what age-keygen writes, whichever editor or shell has saved it. It never passes the parser's
// error on: that may quote a part of the key.
func parseIdentities(text []byte, origin string) ([]age.Identity, error) {
	if bytes.HasPrefix(text, []byte("age-encryption.org/")) || bytes.Contains(text, []byte("BEGIN AGE ENCRYPTED FILE")) {
		return nil, fault.Errorf(fault.Auth, "the age identity of %s is itself encrypted", origin).
			WithHint("give the command that decrypts it in %s, for example: age -d /path/identity.age", identityCommandEnv)
	}
	lines, err := identityLines(text, origin)
	if err != nil {
		return nil, err
	}
	keys, err := age.ParseIdentities(strings.NewReader(strings.Join(lines, "\n")))
	if err != nil || len(keys) == 0 {
		return nil, notAnIdentity(lines, origin)
	}
	if _, ok := keys[0].(*age.X25519Identity); !ok {
		return nil, postQuantum(origin)
	}
	return keys, nil
}

// identityLines decodes UTF-8 and UTF-16 with a byte order mark, and takes blanks off both ends of each line.
func identityLines(text []byte, origin string) ([]string, error) {
	plain, _, err := transform.Bytes(unicode.BOMOverride(transform.Nop), text)
	if err != nil || bytes.IndexByte(plain, 0) >= 0 {
		return nil, fault.Errorf(fault.Auth, "the age identity of %s is not UTF-8 text: it may be UTF-16 without a byte order mark", origin).
			WithHint("save it as UTF-8, or have one made")
	}
	var lines []string
	for line := range strings.Lines(string(plain)) {
		lines = append(lines, strings.TrimSpace(line))
	}
	return lines, nil
}

// mistaken are other keys that people keep beside their age identities.
var mistaken = []struct {
	prefix string
	format say.Format
}{
	{"age1", "%s gives a public key of age, and the store needs the private one"},
	{"AGE-PLUGIN-", "%s gives the identity of an age plugin, and genba runs no plugins"},
	{"-----BEGIN ", "%s gives a key in PEM or OpenSSH format, which is no age identity"},
	{"ssh-", "%s gives a public key of SSH, which is no age identity"},
}

func notAnIdentity(lines []string, origin string) error {
	format := say.Format("%s gives no age identity")
	for _, line := range lines {
		for _, m := range mistaken {
			if strings.HasPrefix(line, m.prefix) {
				format = m.format
			}
		}
	}
	return fault.Errorf(fault.Auth, format, origin).
		WithHint("it must be the text that age-keygen writes, with a line AGE-SECRET-KEY-1…")
}

func postQuantum(origin string) error {
	return fault.Errorf(fault.Auth, "the first age identity of %s is post-quantum (AGE-SECRET-KEY-PQ-1…) and is not an X25519 one; "+
		"the file store is kept for X25519, which every age program reads", origin).
		WithHint("make one with age-keygen without -pq, and put it first")
}
