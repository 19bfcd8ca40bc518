package flexcrm

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
)

// update is an update of records of one table.
type update struct {
	table  string
	client *flexcrm.Client
	fields flexcrm.Fields
	key    *flexcrm.Key // the one record that the command line names; nil: each row names its own
}

func (u update) adapt(i *cli.Import) {
	i.Check = say.Verbatim("genba flexcrm flexdb list " + u.table + " --order-by 'update_date desc' --limit 10")
	if u.fields != nil {
		i.Rules = u.rules()
	}
	if u.key == nil {
		i.IDColumn = "id"
	}
	seen := map[string]int{}
	i.Extra = func(row intake.Row) []intake.Problem {
		message := u.problem(row, seen)
		if message.IsZero() {
			message = u.nothing(row, nil)
		}
		return rowProblem(row, message)
	}
	i.Writes = func(row intake.Row) []intake.Problem { return rowProblem(row, u.nothing(row, i.Rules)) }
	i.Stored = u.stored
	i.Send = func(context.Context) (cli.Send, error) { return u.send, nil }
}

// rules returns those of the fields, and of the columns that name a row's record: レコード番号 is the id.
func (u update) rules() []intake.Rule {
	rules := u.fields.Rules()
	var aliases []string
	if at := slices.IndexFunc(rules, func(r intake.Rule) bool { return r.Name == "id" }); at >= 0 {
		aliases = rules[at].Aliases
		rules = slices.Delete(rules, at, at+1)
	}
	id := intake.Rule{Name: "id", Aliases: aliases, Integer: true, Positive: true, Unique: true}
	if u.key == nil {
		return append([]intake.Rule{id, {Name: "pkey", Text: true, Unique: true}}, rules...)
	}
	if u.key.Primary {
		return append([]intake.Rule{{Name: "id", Aliases: aliases, ReadOnly: "it is the record's number, and --pkey names the record"}}, rules...)
	}
	return append([]intake.Rule{namedOnce(id, strconv.FormatInt(u.key.ID, 10))}, rules...)
}

// namedOnce returns the rule of a column that says again which record the command line names.
func namedOnce(rule intake.Rule, typed string) intake.Rule {
	name := rule.Name
	rule.Required = false
	rule.Check = func(row intake.Row) say.Text {
		if given := row.Text(name); given != "" && given != typed {
			return say.T("is not %s, which the command line names", typed)
		}
		return say.Text{}
	}
	return rule
}

// problem returns what is wrong with the way in which a row names its record. seen are the records of the rows before, where no rule
// looks after them.
func (u update) problem(row intake.Row, seen map[string]int) say.Text {
	id, key := idOf(row.Text), row.Text("pkey")
	switch {
	case u.key != nil && row.Number > 1:
		return say.T("one record is named on the command line, and this is another row; leave it out there and give each row its own in a column id or pkey")
	case u.key != nil:
		return say.Text{}
	case (id != "") == (key != ""):
		return say.T("which record? a row has either id or pkey")
	case u.fields != nil:
		return say.Text{}
	case id != "" && (strings.Trim(id, "0123456789") != "" || strings.Trim(id, "0") == ""):
		return say.T("the id is not a positive whole number")
	}
	if seen[id+"\x00"+key]++; seen[id+"\x00"+key] > 1 {
		return say.T("its record is in a row before, too")
	}
	return say.Text{}
}

// recordNumber is what FlexCRM calls a record's id: a file of flexdb list --labels has it. With the fields known the rules have given
// the column its name.
const recordNumber = "レコード番号"

// idOf returns the id that a row names its record by.
func idOf(text func(column string) string) string { return cmp.Or(text("id"), text(recordNumber)) }

// naming returns the columns that say which record is meant, and are no values of it.
func (u update) naming() []string {
	switch {
	case u.key == nil:
		return []string{"id", "pkey", recordNumber}
	case u.fields == nil:
		return []string{recordNumber}
	case !u.key.Primary:
		return []string{"id"}
	}
	return nil
}

// nothing says what is wrong with a row that changes nothing, by the columns that rules write.
func (u update) nothing(row intake.Row, rules []intake.Rule) say.Text {
	naming := 0
	for _, column := range u.naming() {
		if row.Text(column) != "" {
			naming++
		}
	}
	if members(row.Object(rules)) <= naming {
		return say.T("there is nothing to change in it")
	}
	return say.Text{}
}

func rowProblem(row intake.Row, message say.Text) []intake.Problem {
	if message.IsZero() {
		return nil
	}
	return []intake.Problem{{Line: row.Line, Row: row.Number, Message: message}}
}

// stored asks for the records of the rows as they are now. A row whose record is not there is left to the write, which says so.
func (u update) stored(ctx context.Context, rows *intake.Rows) (func(intake.Row) record.Value, error) {
	keys := make([]flexcrm.Key, 0, rows.Len())
	for row, err := range rows.All() {
		if err != nil {
			return nil, err
		}
		keys = append(keys, u.keyOf(row))
	}
	found, err := u.client.StoredRecords(ctx, u.table, keys)
	return func(row intake.Row) record.Value {
		if r, ok := found[u.keyOf(row)]; ok {
			return flexcrm.Against(r, row.Object(nil))
		}
		return row.Object(nil)
	}, err
}

// keyOf returns the record that a checked row is about.
func (u update) keyOf(row intake.Row) flexcrm.Key {
	if u.key != nil {
		return *u.key
	}
	if id, ok := row.Value("id").Int(); ok && id > 0 {
		return flexcrm.Key{ID: id}
	}
	return flexcrm.Key{Value: row.Text("pkey"), Primary: true}
}

func (u update) send(ctx context.Context, rows []record.Value) ([]cli.Outcome, error) {
	values := u.fields.Form(rows[0])
	key, name, err := u.target(values)
	if err != nil {
		return nil, err
	}
	_, err = u.client.UpdateRecord(ctx, u.table, key, values)
	return []cli.Outcome{{ID: name}}, err
}

// target takes out of a row which record it is for.
func (u update) target(values url.Values) (key flexcrm.Key, name string, err error) {
	id, name := idOf(values.Get), values.Get("pkey")
	for _, column := range u.naming() {
		values.Del(column)
	}
	switch {
	case u.key != nil && u.key.Primary:
		return *u.key, u.key.Value, nil
	case u.key != nil:
		return *u.key, strconv.FormatInt(u.key.ID, 10), nil
	case id != "":
		number, err := cli.ID("record", id)
		return flexcrm.Key{ID: number}, id, err
	}
	return flexcrm.Key{Value: name, Primary: true}, name, nil
}
