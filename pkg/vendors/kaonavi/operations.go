package kaonavi

import (
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// operation is one row of the document's list of functions (§2).
type operation struct {
	name    say.Format // for messages
	section string
	path    string // {sheet} and {task} are filled in
	since   string // the first version that has it
}

// what returns the operation for messages.
func (o operation) what() say.Text { return say.T(o.name) }

// The operations, in the document's order.
var (
	getToken            = operation{"the access token", "2.1", "get_token", "v1.0"}
	userList            = operation{"user list", "2.2", "user", "v1.0"}
	userOverwrite       = operation{"user overwrite", "2.3", "user/overwrite", "v1.0"}
	userAdd             = operation{"user add", "2.4", "user/add", "v1.0"}
	departmentList      = operation{"department list", "2.5", "department", "v1.0"}
	departmentOverwrite = operation{"department overwrite", "2.6", "department/overwrite", "v1.0"}
	departmentAdd       = operation{"department add", "2.7", "department/add", "v1.0"}
	sheetGet            = operation{"sheet get", "2.8", "sheet/{sheet}", "v1.0"}
	sheetOverwrite      = operation{"sheet overwrite", "2.9", "sheet/{sheet}/data/overwrite", "v1.0"}
	sheetAdd            = operation{"sheet add", "2.10", "sheet/{sheet}/data/add", "v1.0"}
	taskGet             = operation{"task get", "2.11", "task/{task}", "v1.0"}
	// The list of functions ends this path with a slash, its own section does not (§2, §2.12); clients send none elsewhere.
	sheetPreset   = operation{"sheet preset", "2.12", "sheet/{sheet}/preset", "v1.1"}
	sheetProgress = operation{"sheet progress", "2.13", "sheet/{sheet}/task/{task}", "v1.1"}
	sheetFetch    = operation{"sheet fetch", "2.14", "sheet/{sheet}/get/{task}", "v1.1"}
	sheetUpdate   = operation{"sheet update", "2.15", "sheet/{sheet}/data/update", "v1.2"}
	sheetDelete   = operation{"sheet delete", "2.16", "sheet/{sheet}/data/delete", "v1.2"}
)

// Versions returns the versions of the API that the client speaks, the oldest first (§1.7).
func Versions() []string { return []string{"v1.0", "v1.1", "v1.2"} }

// checkVersion refuses a version that nobody here speaks.
func checkVersion(version string) error {
	if slices.Contains(Versions(), version) {
		return nil
	}
	return fault.Errorf(fault.Usage, "kaonavi.api_version %q is not one that genba speaks%s", version, nearest.Suggest(version, Versions())).
		WithHint("versions: %s; it is the setting kaonavi.api_version", strings.Join(Versions(), ", "))
}

// in refuses an operation that a version does not have yet.
func (o operation) in(version string) error {
	if slices.Index(Versions(), o.since) <= slices.Index(Versions(), version) {
		return nil
	}
	return fault.Errorf(fault.Usage, "%s is not in Kaonavi's API %s: it came with %s (§%s); nothing was sent", o.name, version, o.since, o.section).
		WithHint("set kaonavi.api_version to %s", Versions()[len(Versions())-1])
}
