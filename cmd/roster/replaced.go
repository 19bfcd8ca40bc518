package roster

import (
	"strings"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/work/people"
)

// replaced reports whether somebody's name has 〓: an export to CP932 put it in the place of a character that CP932 lacks.
func replaced(p *people.Person) bool { return strings.Contains(p.Name+p.Kana, "〓") }

// refuseReplaced refuses people of the source whose names have lost characters; nil: there is nobody.
func refuseReplaced(lost []*people.Person) error {
	if len(lost) == 0 {
		return nil
	}
	names := make([]string, 0, len(lost))
	for _, p := range lost {
		names = append(names, p.Key()+" "+p.Name)
	}
	return fault.Errorf(fault.Usage, "names of the source have 〓 where CP932 lacks a character: %s", cli.FirstOf(names)).
		WithHint("export the source as UTF-8, or write the names into it as they are")
}

// refusePlanned refuses a plan that would write 〓 into a name.
func refusePlanned(steps []people.Step) error {
	var lost []*people.Person
	for _, s := range steps {
		if named := s.Target == nil || s.Differs("name") || s.Differs("kana"); named && replaced(s.Source) {
			lost = append(lost, s.Source)
		}
	}
	if err := refuseReplaced(lost); err != nil {
		return fault.Errorf(fault.Usage, "%w; no file was written", err)
	}
	return nil
}

// refuseListed refuses differences that are none but for 〓 in a name: who seems to be missing may be there under the whole name.
func refuseListed(c *people.Comparison, listed func(people.Difference) bool) error {
	lossy := false
	for i := range c.Source.People {
		lossy = lossy || replaced(&c.Source.People[i])
	}
	if !lossy {
		return nil
	}
	var lost []*people.Person
	for d := range c.Each {
		named := d.Kind == people.Missing || d.Kind == people.Future || d.Kind == people.Changed && (d.Field == "name" || d.Field == "kana")
		if !named || !listed(d) {
			continue
		}
		if p := &c.Source.People[d.Source]; replaced(p) && (len(lost) == 0 || lost[len(lost)-1] != p) {
			lost = append(lost, p)
		}
	}
	return refuseReplaced(lost)
}
