package kaonavi

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say/fault"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
	"github.com/genba-cli/genba/pkg/work/people"
)

// listedRules returns the columns of a list of files. Those that pull and push print besides may stay.
func listedRules() []intake.Rule {
	rules := append(v2.CodeRules(), intake.Rule{Name: "file", Required: true, Text: true, Unique: true}, intake.Rule{Name: "file_name", Text: true})
	rules[0].Unique = false
	for _, name := range []string{"updated_at", "status", "task_id", "error"} {
		rules = append(rules, intake.Rule{Name: name})
	}
	return rules
}

// named returns the files that checked rows name, by member.
func named(rows []intake.Row, members []string) ([]local, error) {
	var files []local
	var listed []string
	for _, r := range rows {
		f := local{path: r.Text("file"), code: r.Text("code"), name: cmp.Or(r.Text("file_name"), filepath.Base(r.Text("file")))}
		info, err := os.Stat(f.path)
		if err != nil {
			return nil, fault.Errorf(fault.Usage, "%s: %s can't be read: %w; nothing was sent", r.Place(), f.path, err)
		}
		if !info.Mode().IsRegular() {
			return nil, fault.Errorf(fault.Usage, "%s: %s is no regular file; nothing was sent", r.Place(), f.path)
		}
		f.size = info.Size()
		files, listed = append(files, f), append(listed, f.code)
	}
	if unknown := v2.Without(listed, members); len(unknown) > 0 {
		err := fault.Errorf(fault.Usage, "%d {code is|codes are} not at Kaonavi: %s; nothing was sent", len(unknown), cli.FirstOf(unknown))
		if near := people.NumbersOf(members).Near(unknown...); len(near) > 0 {
			return nil, err.WithHint("spreadsheets drop leading zeros; these codes are there: %s", cli.FirstOf(near))
		}
		return nil, err.WithHint("genba kaonavi members list --fields code,name")
	}
	slices.SortStableFunc(files, func(a, b local) int { return cmp.Compare(a.code, b.code) })
	return files, nil
}
