package credential

import (
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/vendors"
)

// PublicEnvironment leaves genba's secrets, and the names of files that hold them, out of an environment for a program
// that has no need of them: the browser, a credential command.
func PublicEnvironment(environ []string) []string {
	secret := secretVariables()
	return slices.DeleteFunc(slices.Clone(environ), func(pair string) bool {
		name, _, _ := strings.Cut(strings.ToUpper(pair), "=") // on Windows names come as they were typed
		return slices.Contains(secret, strings.TrimSuffix(name, "_FILE")) || strings.HasPrefix(name, "GENBA_") && soundsSecret(name) ||
			strings.HasPrefix(name, chatVariables)
	})
}

func secretVariables() []string {
	names := []string{strings.TrimSuffix(identityFileEnv, "_FILE"), identityCommandEnv}
	for _, v := range vendors.All() {
		for _, s := range v.Secrets {
			names = append(names, v.Env(s.Name))
		}
	}
	return names
}

// chatVariables begin the names that say where messages go. Who has a webhook's URL can post there.
const chatVariables = "GENBA_NOTIFY_"

// secretWords end the names of secrets. What is not in the table of vendors, or is misspelt, is kept back as well.
var secretWords = []string{"TOKEN", "SECRET", "KEY", "PASSWORD", "PASSPHRASE", "CREDENTIAL", "CREDENTIALS"}

func soundsSecret(name string) bool {
	name = strings.TrimSuffix(name, "_FILE")
	return slices.ContainsFunc(secretWords, func(word string) bool { return strings.HasSuffix(name, word) })
}
