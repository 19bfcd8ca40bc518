package kaonavi

import (
	"github.com/genba-cli/genba/cmd/internal/cli"
)

// Wording returns how what pkg/vendors/kaonavi says is said at the command line.
func Wording() cli.Wording {
	return cli.Wording{
		"is in force, and Kaonavi has %s as the last day: in the row of code %s retired_date has to be emptied":            "is in force, and Kaonavi has %s as the last day: --set code=%s --set retired_date= --empty clear",
		"was the consumer key issued anew? its page is 公開API情報確認; then log in":                                             "was the consumer key issued anew? its page is 公開API情報確認; then genba auth login kaonavi",
		"if key and secret are right, the body may have to be a form: kaonavi.token_encoding":                              "if key and secret are right, the body may have to be a form: genba config set kaonavi.token_encoding form",
		"check kaonavi.base_url and kaonavi.api_version":                                                                   "check base_url and api_version: genba config list",
		"see what is left of the limits of Kaonavi":                                                                        "genba auth status kaonavi shows what is left",
		"look at Kaonavi's whole answer to this write":                                                                     "genba --debug shows each request; genba api kaonavi POST /PATH shows the whole answer",
		`CSV with the columns column,label, or JSON: {"label": "definition_46"}, or the sheet's definition from 公開API情報確認`: `CSV with the columns column,label (genba kaonavi sheet get ID --dry-run prints it), or JSON: {"label": "definition_46"}, or the sheet's definition from 公開API情報確認`,
		"if a record may be that long, ask for it alone":                                                                   "genba --debug shows each request; if a record may be that long, ask for it with genba api",
		"check base_url and any proxy on the way":                                                                          "check base_url and any proxy on the way; genba --debug shows each request",
		"versions: %s; it is the setting kaonavi.api_version":                                                              "versions: %s; genba config set kaonavi.api_version v1.2",
		"set kaonavi.api_version to %s":                                                                                    "genba config set kaonavi.api_version %s",
		"a sheet this large has to be made ready first, which came with v1.1: kaonavi.api_version":                         "a sheet this large needs --async, which came with v1.1: genba config set kaonavi.api_version v1.2",
		"was the consumer key issued anew? its page is 公開API v2 情報; then log in":                                           "was the consumer key issued anew? its page is 公開API v2 情報; then genba auth login kaonavi",
		"check kaonavi.base_url and any proxy on the way":                                                                  "check base_url and any proxy on the way: genba config list",
		"look at Kaonavi's whole answer":                                                                                   "genba --debug shows each request; genba api kaonavi GET /PATH shows the whole answer",
		"it was accepted and goes on at Kaonavi; do not send it again. Wait for task %s":                                   "it was accepted and goes on at Kaonavi; do not send it again. To go on waiting: genba kaonavi task get %s --wait",
		"see the list of webhooks":                                                                                         "genba kaonavi webhooks list",
		"sheet %s, progress %s":                                                                                            "genba kaonavi sheet fetch %s %s",
		"there is room again at %s, in %s; see what is left":                                                               "there is room again at %s, in %s; genba auth status kaonavi shows what is left",
	}
}
