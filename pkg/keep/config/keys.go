package config

import (
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/vendors"
)

// Global is a key that stands outside the profiles.
type Global struct {
	Name    string
	Default string
	Help    string
}

// Globals lists the keys that stand outside the profiles.
func Globals() []Global {
	return []Global{
		{Name: "profile", Default: "default", Help: "profile used when none is named"},
		{Name: "timezone", Default: "Asia/Tokyo", Help: "time zone of the times that are typed and shown"},
		{Name: "closing_day", Default: "end", Help: "last day of the periods of --period: 5, 10, 15, 20, 25 or end"},
		{Name: "holidays", Help: "the Cabinet Office's file syukujitsu.csv, which counts before the national holidays that genba knows"},
		{Name: "company_holidays", Help: "days on which the company is closed: 2026-05-01, 2026-12-29..2027-01-03, or for every year 12-29..01-03"},
		{Name: "people_map", Help: "the people map, a CSV that says by what number each service knows a person"},
		{Name: "lang", Help: "language of help, messages and labels: ja or en (default: the locale)"},
		{Name: "secret_store", Default: "keyring", Help: "where secrets are kept: keyring or file"},
		{Name: "state", Default: "file", Help: "where cursors, counts, locks and issued tokens are kept: file, or postgres://user@host/database for many machines"},
		{Name: "answer_limit", Default: "32MiB", Help: "the longest answer that is held in memory: 32MiB, 1GiB or bytes"},
		{Name: "stream_limit", Default: "1GiB", Help: "the longest answer that is written as it comes (Kaonavi's lists, LOGIMETER's CSV): 1GiB or bytes"},
		{Name: "ca_file", Help: "file of extra certificate authorities, for a proxy that opens TLS"},
	}
}

// Env returns the key's environment variable: GENBA_TIMEZONE.
func (g Global) Env() string { return "GENBA_" + strings.ToUpper(g.Name) }

func isGlobal(name string) bool {
	return slices.ContainsFunc(Globals(), func(g Global) bool { return g.Name == name })
}

// The two keys of a vendor that are not plain text, and the key that holds the profiles.
const (
	commandKey   = "credential_command"
	endpointsKey = "endpoints"
	profilesKey  = "profiles"
)

func globalNames() []string {
	names := []string{profilesKey}
	for _, g := range Globals() {
		names = append(names, g.Name)
	}
	return names
}

func keyNames(v vendors.Vendor) []string {
	names := []string{commandKey, endpointsKey}
	for _, k := range v.Keys {
		names = append(names, k.Name)
	}
	return names
}

// plainKeys returns the full names of all keys that are one text each: "timezone", "akashi.company_id".
func plainKeys() []string {
	var names []string
	for _, g := range Globals() {
		names = append(names, g.Name)
	}
	for _, v := range vendors.All() {
		for _, k := range v.Keys {
			names = append(names, v.Name+"."+k.Name)
		}
	}
	return names
}

// isSecret recognises the names under which people put a secret into a file, however they write them
// (api_key, apiKey, API-KEY).
func isSecret(name string) bool { return secretNames()[bare(name)] }

// bare returns a name as it is compared.
func bare(name string) string {
	return strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(name, "_", ""), "-", ""))
}

// secretNames returns the bare names of secrets.
func secretNames() map[string]bool {
	names := map[string]bool{"token": true, "password": true, "apikey": true, "secret": true}
	for _, v := range vendors.All() {
		for _, s := range v.Secrets {
			names[bare(s.Name)] = true
		}
	}
	return names
}
