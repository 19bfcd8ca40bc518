package people

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/data/charset"
)

// filter reports quickly that a text is none of some few: of 100,000 names and mail addresses hardly any has to be looked up.
type filter [1 << 10]uint64

func (f *filter) add(n uint16)      { f[n>>6] |= 1 << (n & 63) }
func (f *filter) has(n uint16) bool { return f[n>>6]&(1<<(n&63)) != 0 }

// sketch holds short digests of a person's mail address and name. Those of texts that compare as equal are equal.
type sketch struct{ mail, name uint16 }

// digest is FNV-1a over characters.
type digest uint32

const emptyDigest digest = 2166136261

func (d digest) with(c rune) digest { return (d ^ digest(c)) * 16777619 }
func (d digest) short() uint16      { return uint16(d>>16) ^ uint16(d) }

// sketchOfName returns the digest of a name as names are compared, which takes no copy of it.
func sketchOfName(name string) uint16 {
	d := emptyDigest
	for _, c := range charset.Compose(name) {
		if !unicode.IsSpace(c) {
			d = d.with(c)
		}
	}
	return d.short()
}

// sketchOfMail returns the digest of a mail address in lower case.
func sketchOfMail(mail string) uint16 {
	d := emptyDigest
	for i := range len(mail) {
		c := mail[i]
		switch {
		case c >= utf8.RuneSelf: // lower case may be another letter there
			d = emptyDigest
			for _, c := range strings.ToLower(mail) {
				d = d.with(c)
			}
			return d.short()
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		}
		d = d.with(rune(c))
	}
	return d.short()
}
