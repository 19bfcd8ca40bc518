//go:build !windows && !darwin

package cli

// systemLanguages returns none where the environment is what says the user's language.
func systemLanguages() []string { return nil }
