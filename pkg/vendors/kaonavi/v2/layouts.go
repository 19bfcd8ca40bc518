package v2

import (
	"context"
	"net/url"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Field is one field of a layout.
type Field struct {
	Key       string // a standard field's name in a record ("name_kana"), or a custom field's id ("101")
	Custom    bool
	Label     string // as the vendor's screen names it
	Required  bool
	Type      string // string, number, date, enum, calc, department, department[]
	Detail    string // pull_down, check_box, attach_file …; "" for standard fields
	MaxLength int    // 0: none
	Options   []string
	// OptionIDs are the names of options by their ids, which no layout has; nil: not looked at.
	OptionIDs map[string]string
	ReadOnly  bool
}

// Column returns the field's name in CSV.
func (f Field) Column() string {
	if f.Custom {
		return customPrefix + f.Key
	}
	return f.Key
}

const (
	customFields = "custom_fields"
	customPrefix = customFields + "."
)

// Layout is the fields of the basic information, or of a sheet.
type Layout struct {
	ID, Name string // of the sheet; "" for the basic information
	Several  bool   // a member has several records
	Fields   []Field
}

// standard returns the fields of every company, in the vendor's order.
func standard() []string {
	return []string{"code", "name", "name_kana", "mail", "entered_date", "retired_date", "gender", "birthday", "department", "sub_departments"}
}

// calcQuery asks for calculated fields, too.
func calcQuery(calc bool) url.Values {
	if !calc {
		return nil
	}
	return url.Values{"get_calc_type": {"true"}}
}

// MemberLayouts reads the layout of the basic information, as a list of one.
func (c *Client) MemberLayouts(ctx context.Context, calc bool) Records {
	return func(yield func(record.Record, error) bool) {
		r := memberLayout.request()
		r.Query = calcQuery(calc)
		v, err := c.object(ctx, memberLayout, r)
		if err != nil {
			yield(record.Record{}, err)
			return
		}
		yield(record.Of(v))
	}
}

// SheetLayouts reads the layouts of all sheets.
func (c *Client) SheetLayouts(ctx context.Context, calc bool) Records {
	return c.stream(ctx, sheetLayouts, "sheets", calcQuery(calc))
}

// SheetLayout reads the layout of one sheet, as a list of one. text is its id, or its name.
func (c *Client) SheetLayout(ctx context.Context, text string, calc bool) Records {
	return func(yield func(record.Record, error) bool) {
		if !isNumber(text) {
			yield(c.named(ctx, text, calc))
			return
		}
		r := sheetLayout.request(text)
		r.Query = calcQuery(calc)
		v, err := c.object(ctx, sheetLayout, r)
		if err != nil {
			yield(record.Record{}, err)
			return
		}
		yield(record.Of(v))
	}
}

// named finds a sheet by its name. Two of one name are told by their ids.
func (c *Client) named(ctx context.Context, name string, calc bool) (record.Record, error) {
	var found []record.Record
	var ids, names []string
	for r, err := range c.SheetLayouts(ctx, calc) {
		if err != nil {
			return record.Record{}, err
		}
		label := r.Lookup("name").Text()
		names = append(names, label)
		if label == name {
			found = append(found, r.Clone())
			ids = append(ids, r.Lookup("id").Text())
		}
	}
	switch len(found) {
	case 0:
		return record.Record{}, fault.Errorf(fault.Usage, "there is no sheet %q", name).WithHint("sheets: %s", strings.Join(names, ", "))
	case 1:
		return found[0], nil
	}
	return record.Record{}, fault.Errorf(fault.Usage, "%d sheets are named %q; give the id", len(found), name).WithHint("ids: %s", strings.Join(ids, ", "))
}

// Layout reads a layout with its calculated fields, for columns and checks: "" is the basic information, else a sheet's id
// or name.
func (c *Client) Layout(ctx context.Context, sheet string) (Layout, error) {
	records := c.MemberLayouts(ctx, true)
	if sheet != "" {
		records = c.SheetLayout(ctx, sheet, true)
	}
	for r, err := range records {
		if err != nil {
			return Layout{}, err
		}
		return readLayout(r), nil
	}
	return Layout{}, unexpected(sheetLayout, "layout")
}

// readLayout understands a layout as the vendor sends it.
func readLayout(r record.Record) Layout {
	l := Layout{ID: r.Lookup("id").Text(), Name: r.Lookup("name").Text(), Several: r.Lookup("record_type").Text() == "1"}
	if r.Lookup("code").Kind() == record.KindObject { // the basic information, where name is a field, too
		l.ID, l.Name = "", ""
		for _, key := range standard() {
			if v := r.Lookup(key); v.Kind() == record.KindObject {
				l.Fields = append(l.Fields, readField(key, v))
			}
		}
	}
	for v := range r.Lookup(customFields).Elements() {
		f := readField(v.Field("id").Text(), v)
		f.Custom = true
		l.Fields = append(l.Fields, f)
	}
	return l
}

// readField leaves out the null that stands for no option.
func readField(key string, v record.Value) Field {
	most, _ := v.Field("max_length").Int()
	f := Field{
		Key: key, Label: v.Field("name").Text(), Required: v.Field("required").Text() == "true", Type: v.Field("type").Text(),
		Detail: v.Field("type_detail").Text(), MaxLength: int(most), ReadOnly: v.Field("read_only").Text() == "true",
	}
	for option := range v.Field("enum").Elements() {
		if option.Kind() == record.KindString {
			f.Options = append(f.Options, option.Text())
		}
	}
	f.ReadOnly = f.ReadOnly || f.Type == "calc"
	return f
}

// FieldRows gives a row for each field of layouts, for tables and CSV.
func FieldRows(layouts Records) Records {
	return func(yield func(record.Record, error) bool) {
		for r, err := range layouts {
			if err != nil {
				yield(record.Record{}, err)
				return
			}
			l := readLayout(r)
			for _, f := range l.Fields {
				if !yield(record.Of(fieldRow(r, l, f))) {
					return
				}
			}
		}
	}
}

func fieldRow(r record.Record, l Layout, f Field) record.Value {
	text := func(s string) record.Value {
		if s == "" {
			return record.Null()
		}
		return record.String(s)
	}
	id, most, kind := text(""), record.Null(), record.Null()
	if f.Custom {
		id = text(f.Key)
	}
	if f.MaxLength > 0 {
		most = record.Int(int64(f.MaxLength))
	}
	if l.ID != "" {
		kind = r.Lookup("record_type")
	}
	options := make([]record.Value, len(f.Options))
	for i, o := range f.Options {
		options[i] = record.String(o)
	}
	return record.Object(
		record.Named("sheet_id", text(l.ID)), record.Named("sheet_name", text(l.Name)), record.Named("record_type", kind),
		record.Named("id", id), record.Named("name", text(f.Label)), record.Named("required", record.Bool(f.Required)), record.Named("type", text(f.Type)),
		record.Named("max_length", most), record.Named("enum", record.Array(options)), record.Named("read_only", record.Bool(f.ReadOnly)),
	)
}

func isNumber(text string) bool {
	return text != "" && len(text) <= 18 && strings.Trim(text, "0123456789") == ""
}
