package cursor

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
)

// Key says whose cursor it is: another account, another address, or other arguments have another one.
type Key struct {
	Profile string   `json:"profile"`
	Vendor  string   `json:"vendor"`
	Host    string   `json:"host"`    // base_url: the sandbox is another place than the vendor
	Account string   `json:"account"` // company, group, workplace, or the fingerprint of a key
	Command string   `json:"command"` // "akashi stamps pull"
	Args    []string `json:"args"`    // flags and arguments that decide what is pulled, in an order that is always the same
}

// Name returns the key's name, good for files and locks: the command, and a hash of everything.
func (k Key) Name() string {
	return k.name(append([]string{k.Profile, k.Vendor, k.Host, k.Account, k.Command}, k.Args...))
}

func (k Key) name(parts []string) string {
	h := sha256.New()
	for _, part := range parts {
		_, _ = h.Write(append([]byte(part), 0))
	}
	return strings.ReplaceAll(k.Command, " ", "-") + "-" + hex.EncodeToString(h.Sum(nil))[:12]
}

// Fingerprint returns what tells one secret from another in a Key, and does not tell the secret.
func Fingerprint(secret string) string {
	sum := sha256.Sum256([]byte("genba account\x00" + secret))
	return "sha256:" + hex.EncodeToString(sum[:])[:12]
}

// Unowned returns the cursor that a genba left which did not keep whose it was: the same command may have been about
// another account. ok is false where there is none.
func (s Store) Unowned(k Key) (path string, until time.Time, ok bool) {
	path = filepath.Join(s.Dir, k.name(append([]string{k.Profile, k.Command}, k.Args...))+".json")
	text, err := atomicfile.ReadFile(path)
	var found state
	if err != nil || json.Unmarshal(text, &found) != nil || found.Until.IsZero() {
		return "", time.Time{}, false
	}
	same := found.Profile == k.Profile && found.Command == k.Command && slices.Equal(found.Args, k.Args)
	return path, found.Until, same && found.Vendor == "" && found.Host == ""
}
