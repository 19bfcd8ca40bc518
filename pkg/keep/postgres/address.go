package postgres

import (
	"net/url"
	"strings"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// Address is a database as people name it: postgres://user@host:5432/database?sslmode=verify-full. It holds no password.
type Address struct{ text string }

// Matches reports whether a text is meant as such an address.
func Matches(text string) bool {
	scheme, _, found := strings.Cut(text, "://")
	scheme = strings.ToLower(scheme)
	return found && (scheme == "postgres" || scheme == "postgresql")
}

// Parse reads an address. A password in it is refused, and no message repeats what stands where one would.
func Parse(text string) (Address, error) {
	u, err := url.Parse(text)
	if err != nil || !Matches(text) {
		return Address{}, fault.New(fault.Usage, "the address of the database can't be read").
			WithHint("for example postgres://user@host:5432/database; what is special in addresses is percent-encoded")
	}
	_, password := u.User.Password()
	for _, name := range []string{"password", "sslpassword"} {
		password = password || u.Query().Has(name)
	}
	if password {
		return Address{}, fault.New(fault.Usage, "a password in the address of the database is seen by everyone on this machine; nothing was done").
			WithHint("leave it out, and put it into the credential store\nPGPASSWORD and ~/.pgpass are read, too")
	}
	return Address{text: text}, nil
}

// String returns the address as it was given.
func (a Address) String() string { return a.text }

// Place returns user, host and database: what a password is for.
func (a Address) Place() string {
	u, err := url.Parse(a.text)
	if err != nil {
		return a.text
	}
	place := u.Host + u.Path
	if host := u.Query().Get("host"); host != "" {
		place = host + u.Path
	}
	if u.User != nil {
		place = u.User.Username() + "@" + place
	}
	return place
}
