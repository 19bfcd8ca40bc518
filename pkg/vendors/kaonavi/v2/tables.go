package v2

import (
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
)

// Table is what an overwrite of a short list takes: departments, permissions, the options of a field.
type Table struct {
	Write Write
	Key   string // the column by which a row is known
	Rules []intake.Rule
	// Row is a checked row as it is sent; n counts from 0.
	Row func(r intake.Row, n int) record.Value
	// Extra says what is wrong between rows; nil: nothing.
	Extra func(rows []intake.Row) func(intake.Row) []intake.Problem
}

// DepartmentTable takes departments. Without a column order they stand as in the file.
func DepartmentTable() Table {
	orNull := func(r intake.Row, name string) record.Value {
		if text := r.Text(name); text != "" {
			return record.String(text)
		}
		return record.Null()
	}
	return Table{
		Write: OverwriteDepartments, Key: "code",
		Rules: []intake.Rule{
			{Name: "code", Required: true, Text: true, Unique: true, Aliases: []string{"所属コード"}},
			{Name: "name", Required: true, Text: true, Aliases: []string{"所属名"}},
			{Name: "parent_code", Text: true},
			{Name: "leader_member_code", Text: true},
			{Name: "order", Integer: true},
			{Name: "memo", Text: true},
		},
		Row: func(r intake.Row, n int) record.Value {
			order := int64(n + 1)
			if given, ok := r.Value("order").Int(); ok {
				order = given
			}
			return record.Object(
				record.Named("code", record.String(r.Text("code"))), record.Named("name", record.String(r.Text("name"))),
				record.Named("parent_code", orNull(r, "parent_code")), record.Named("leader_member_code", orNull(r, "leader_member_code")),
				record.Named("order", record.Int(order)), record.Named("memo", record.String(r.Text("memo"))),
			)
		},
		Extra: parentsThere,
	}
}

// parentsThere wants the parent of each department in the file, which becomes all there is.
func parentsThere(rows []intake.Row) func(intake.Row) []intake.Problem {
	known := map[string]bool{}
	for _, r := range rows {
		known[r.Text("code")] = true
	}
	return func(r intake.Row) []intake.Problem {
		parent := r.Text("parent_code")
		if parent == "" || known[parent] {
			return nil
		}
		return []intake.Problem{{Column: "parent_code", Message: say.T("the file has no department %q%s", parent, sameButZeros(parent, known))}}
	}
}

// OptionTable takes the options of a field. One without an id is new.
func OptionTable() Table {
	return Table{
		Write: OverwriteOptions, Key: "id",
		Rules: []intake.Rule{{Name: "id", Positive: true, Integer: true, Unique: true}, {Name: "name", Required: true, Text: true, Unique: true}},
		Row: func(r intake.Row, _ int) record.Value {
			id := record.Value(nil)
			if n, ok := r.Value("id").Int(); ok {
				id = record.Int(n)
			}
			return record.Object(record.Named("id", id), record.Named("name", record.String(r.Text("name"))))
		},
	}
}

// PermissionTable takes what single accounts may see besides, or not.
func PermissionTable(kind string) Table {
	most := map[string]int{"member": MaxMemberCodes, "department": MaxDepartments}[kind]
	list := func(name string) intake.Rule {
		return intake.Rule{Name: name, Check: func(r intake.Row) say.Text {
			if n := len(codeList(r.Value(name))); n > most {
				return say.T("has %d {code|codes}; at most %d {is|are} allowed", n, most)
			}
			return say.Text{}
		}}
	}
	return Table{
		Write: OverwritePermissions, Key: "user_id",
		Rules: []intake.Rule{{Name: "user_id", Required: true, Positive: true, Integer: true, Unique: true}, list("add_codes"), list("exclusion_codes")},
		Row: func(r intake.Row, _ int) record.Value {
			id, _ := r.Value("user_id").Int()
			return record.Object(record.Named("user_id", record.Int(id)), record.Named("add_codes", record.Array(codeList(r.Value("add_codes")))),
				record.Named("exclusion_codes", record.Array(codeList(r.Value("exclusion_codes")))))
		},
	}
}

// codeList reads codes with 、 between them, or a list in JSON.
func codeList(v record.Value) []record.Value {
	texts, _ := Field{Detail: "check_box"}.values(v)
	codes := make([]record.Value, len(texts))
	for i, text := range texts {
		codes[i] = record.String(text)
	}
	return codes
}

// Compare counts what is there and not in the rows, and names the first; unknown are rows that name what is not there,
// where a write adds nothing of that name.
func (t Table) Compare(rows []intake.Row, present Records) (there, deleted int, who, unknown []string, err error) {
	inFile := map[string]bool{}
	for _, r := range rows {
		inFile[strings.TrimSpace(r.Text(t.Key))] = true
	}
	known := map[string]bool{}
	for r, err := range present {
		if err != nil {
			return 0, 0, nil, nil, err
		}
		there++
		key := r.Lookup(t.Key).Text()
		if known[key] = true; inFile[key] {
			continue
		}
		if deleted++; len(who) < named {
			who = append(who, key)
		}
	}
	if t.Key == "id" { // which only the vendor gives
		for key := range inFile {
			if key != "" && !known[key] {
				unknown = append(unknown, key)
			}
		}
		slices.Sort(unknown)
	}
	return there, deleted, who, unknown, nil
}
