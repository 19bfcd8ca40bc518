// Package vendors is the table of the services genba works with: their names, configuration keys,
// secrets and defaults. Config, credentials, login, help and completion all read this one table.
// It must not know how a vendor is spoken to.
package vendors

import "strings"

// Key is one configuration value of a vendor.
type Key struct {
	Name    string
	Default string
	Help    string
}

// Secret is one value that lives in the credential store or the environment, never in the config.
type Secret struct {
	Name string
	Help string
	// Issued marks what the vendor's own login or renewal fills in, so that nobody is asked for it.
	Issued bool
}

// Vendor is one service.
type Vendor struct {
	Name    string // as typed: "akashi"
	Title   string // as written: "AKASHI"
	About   string
	Keys    []Key
	Secrets []Secret
	// AnyHost names the endpoints that the config may put on another host, with the credential, as a whole URL. No other
	// may leave base_url.
	AnyHost []string
	// Account is the key that names whose data commands work on. Where it is empty, AccountSecret tells accounts apart, and so it
	// does for a command with the argument WholeAccount.
	Account, AccountSecret, WholeAccount string
}

// All lists the vendors in the order in which help shows them.
func All() []Vendor {
	return []Vendor{
		{
			Name: "logimeter", Title: "LOGIMETER", About: "warehouse productivity",
			Account: "workplace_id",
			Keys: []Key{
				{Name: "base_url", Default: "https://api.kurando.io/logimeter/v3", Help: "API endpoint"},
				{Name: "auth_url", Help: "authorization URL (認可URL) handed out by the vendor"},
				{Name: "token_url", Help: "token URL; default base_url + /oauth/token"},
				{Name: "token_encoding", Default: "multipart", Help: "multipart or urlencoded"},
				{Name: "redirect_url", Help: "redirect URI (コールバックURL) registered with the vendor"},
				{Name: "client_id", Help: "OAuth client id"},
				{Name: "pkce", Default: "false", Help: "true sends a PKCE challenge when logging in"},
				{Name: "workplace_id", Help: "workplace that commands work on"},
				{Name: "budget_group_id", Help: "default budget group"},
				{Name: "hours_type", Default: "activities", Help: "the CSV that hours are read from: activities or attendances"},
				{Name: "hours_columns", Help: "its columns: person=従業員コード,date=日付,start=開始,end=終了 (or minutes=, break_minutes=)"},
				{Name: "people_number", Default: "従業員コード", Help: "column of the attendance CSV that holds a person's number"},
				{Name: "people_name", Default: "氏名", Help: "column of the attendance CSV that holds a person's name"},
				{Name: "people_days", Default: "31", Help: "days of attendance up to yesterday whose people count as LOGIMETER's"},
				pad(),
			},
			Secrets: []Secret{
				{Name: "client_secret", Help: "OAuth client secret"},
				{Name: "access_token", Help: "OAuth access token", Issued: true},
				{Name: "refresh_token", Help: "OAuth refresh token", Issued: true},
			},
			AnyHost: []string{"csv_download"}, // the document shows it on two hosts of the vendor's
		},
		{
			Name: "akashi", Title: "AKASHI", About: "attendance",
			Account: "company_id",
			Keys: []Key{
				{Name: "base_url", Default: "https://atnd.ak4.jp/api/cooperation", Help: "API endpoint; some companies are on https://atnd-awj.ak4.jp/api/cooperation"},
				{Name: "company_id", Help: "AKASHI company id (企業ID)"},
				pad(),
			},
			Secrets: []Secret{{Name: "token", Help: "access token issued on My Page"}},
		},
		{
			Name: "kaonavi", Title: "Kaonavi", About: "HR",
			AccountSecret: "consumer_key",
			Keys: []Key{
				{Name: "base_url", Default: "https://api.kaonavi.jp/api", Help: "API endpoint, without the version"},
				{Name: "api_version", Default: "v2.0", Help: "API version appended to base_url: v2.0, or v1.0, v1.1, v1.2, which Kaonavi no longer supports"},
				{Name: "requests_per_hour", Default: "3000", Help: "requests that the company has in an hour (v2)"},
				{Name: "updates_per_minute", Default: "5", Help: "updates that the company has in a minute (v2)"},
				{Name: "token_encoding", Default: "json", Help: "v1: json (the document's) or form (that of real clients)"},
				pad(),
			},
			Secrets: []Secret{
				{Name: "consumer_key", Help: "Consumer Key (管理者機能 > 公開API情報確認)"},
				{Name: "consumer_secret", Help: "Consumer Secret"},
			},
		},
		{
			Name: "nipoplus", Title: "NipoPlus", About: "daily reports",
			Account: "group_id", AccountSecret: "api_key", WholeAccount: "--group=[all]",
			Keys: []Key{
				{Name: "base_url", Default: "https://us-central1-nipo-plus.cloudfunctions.net/v0", Help: "API endpoint"},
				{Name: "group_id", Help: "id of the group that commands work on without --group"},
			},
			Secrets: []Secret{{Name: "api_key", Help: "API key (アカウント, API)"}},
		},
		{
			Name: "flexcrm", Title: "FlexCRM", About: "customer data and workflow",
			Account: "site_id",
			Keys: []Key{
				{Name: "base_url", Help: "API endpoint; default https://flex-crm.com/<site_id>/api/v1"},
				{Name: "site_id", Help: "site (workspace) id"},
				pad(),
			},
			Secrets: []Secret{{Name: "api_key", Help: "API key"}},
		},
	}
}

// pad returns the key of every vendor that has numbers of people.
func pad() Key {
	return Key{Name: "pad", Help: "digits of the numbers that people have here: shorter ones are filled up with zeros when they are compared or planned"}
}

// Postgres returns no service that genba works with, but a database that it keeps things in: it has a password like them.
func Postgres() Vendor {
	return Vendor{Name: "postgres", Title: "PostgreSQL", Secrets: []Secret{{Name: "password", Help: "password of the database"}}}
}

// Lookup finds a vendor by the name that is typed.
func Lookup(name string) (Vendor, bool) {
	for _, v := range All() {
		if v.Name == name {
			return v, true
		}
	}
	return Vendor{}, false
}

// Names returns the vendors' names in order.
func Names() []string {
	var names []string
	for _, v := range All() {
		names = append(names, v.Name)
	}
	return names
}

// Key finds a configuration key.
func (v Vendor) Key(name string) (Key, bool) {
	for _, k := range v.Keys {
		if k.Name == name {
			return k, true
		}
	}
	return Key{}, false
}

// Secret finds a secret by name.
func (v Vendor) Secret(name string) (Secret, bool) {
	for _, s := range v.Secrets {
		if s.Name == name {
			return s, true
		}
	}
	return Secret{}, false
}

// Env returns the environment variable of one of the vendor's keys or secrets: GENBA_AKASHI_COMPANY_ID.
func (v Vendor) Env(name string) string {
	return "GENBA_" + strings.ToUpper(strings.ReplaceAll(v.Name, "-", "_")) + "_" + strings.ToUpper(name)
}
