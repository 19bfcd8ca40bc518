package nipoplus

import (
	"github.com/genba-cli/genba/cmd/internal/cli"
)

// Wording returns how what pkg/vendors/nipoplus says is said at the command line.
func Wording() cli.Wording {
	return cli.Wording{
		"log in to NipoPlus": "genba auth login nipoplus",
		"get the key anew in NipoPlus (アカウント, API), then log in; a changed password or e-mail address ends a key":             "get the key anew in NipoPlus (アカウント, API), then genba auth login nipoplus; a changed password or e-mail address ends a key",
		"the group's id is in the address of its page, or in the list of groups":                                              "the group's id is in the address of its page, or: genba nipoplus groups list",
		"reports: try the scope inbox or outbox; the organization's lists need an administrator's key, timecards an editor's": "reports: try --scope inbox or --scope outbox; the organization's lists need an administrator's key, timecards an editor's",
		"check nipoplus.base_url":          "check base_url: genba config get nipoplus.base_url",
		"look at NipoPlus's whole answer":  "genba api nipoplus POST /… shows the whole answer",
		"the list of staffs shows them":    "genba nipoplus staffs list shows them",
		"the list of templates shows them": "genba nipoplus templates list shows them",
		"the list of groups shows them":    "genba nipoplus groups list shows them",
		"the tag %q has not the form of an id, and NipoPlus's API does not list the names of tags; nothing was asked for": "--tag: %q has not the form of an id, and NipoPlus's API does not list the names of tags; nothing was asked for",
		"see the group's list of staffs": "genba nipoplus staffs list",
		"the owner":                      "--owner",
		"the template":                   "--template",
	}
}
