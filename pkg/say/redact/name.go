package redact

import (
	"slices"
	"strings"
)

// Named reports whether a value is a secret by its name, wherever it stands.
func Named(name string) bool {
	// Asked for each parameter of each request: a Replacer would be built anew, of several kilobytes.
	name = strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(name), "-", ""), "_", "")
	for _, end := range []string{"token", "secret", "password", "apikey", "consumerkey", "accesskey", "authorization"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// Among returns Named for values that stand together. Of a login, which the others tell, the code is a secret as well; anywhere
// else it is an ordinary one, such as a department's.
func Among(names []string) func(name string) bool {
	login := slices.ContainsFunc(names, func(name string) bool { return slices.Contains(loginNames(), strings.ToLower(name)) })
	return func(name string) bool { return Named(name) || login && strings.EqualFold(name, "code") }
}

// loginNames returns names that only a login by authorization code has (RFC 6749).
func loginNames() []string {
	return []string{"grant_type", "client_id", "client_secret", "redirect_uri"}
}
