package flexcrm

import (
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// onlyElement returns the one object that a list of one holds: older pages of the vendor show single records so.
func onlyElement(v record.Value) (record.Value, bool) {
	if v.Kind() != record.KindArray {
		return nil, false
	}
	var found record.Value
	n := 0
	for e := range v.Elements() {
		found = e
		n++
	}
	return found, n == 1 && found.Kind() == record.KindObject
}

// singles and lists are the names under which an answer has its records.
func singles() []string { return []string{"data", "scheduleInfo"} }
func lists() []string   { return []string{"data", "scheduleList", "approvalList"} }

// container returns the value that holds the records of an answer: a member of those names that is a list or an object, or the
// answer itself when it is bare.
func container(v record.Value, names []string) (held record.Value, bare bool) {
	e := envelope(v)
	for _, name := range names {
		if inner := e.Field(name); inner.Kind() == record.KindArray || inner.Kind() == record.KindObject {
			return inner, false
		}
	}
	return v, true
}

// one reads an answer about a single record: {status, data}, data as a list of one, {status, scheduleInfo}, or the record
// itself, also as a list of one.
func one(what say.Text, v record.Value) (record.Record, error) {
	held, bare := container(v, singles())
	switch e := envelope(v); {
	case e.Field("maxCount", "maxcount") != nil && e.Field("limit") != nil:
		// Dots in a key may have been taken for a way up by something on the way.
		return record.Record{}, unexpected(what, say.T("a single record"), v, say.T("a whole list"))
	case !bare && flagOf(v) != success:
		return record.Record{}, unexpected(what, say.T(`"status": "success"`), e.Field("status"), say.Text{})
	case bare && v.Kind() != record.KindObject && v.Kind() != record.KindArray:
		return record.Record{}, unexpected(what, say.T("an object"), v, say.Text{})
	case bare && v.Kind() == record.KindObject && v.Field("id") == nil:
		if flagOf(v) == success { // nothing but the flag
			return record.Record{}, none(what)
		}
		return record.Record{}, unexpected(what, say.T("a record with an id"), v, say.Text{})
	}
	if held.Kind() == record.KindArray {
		only, ok := onlyElement(held)
		if !ok {
			for range held.Elements() {
				return record.Record{}, unexpected(what, say.T("a single record"), held, say.T("several"))
			}
			return record.Record{}, none(what)
		}
		held = only
	}
	for range held.Fields() {
		return record.Of(held)
	}
	return record.Record{}, none(what)
}

func none(what say.Text) error {
	return fault.Errorf(fault.Refused, "FlexCRM has no %s", what).WithHint("the answer was a success, but empty; look at the list for what is there")
}

// many reads an answer about several: {status, data}, {status, scheduleList}, {status, approvalList}, or a bare list.
func many(what say.Text, d record.Document) ([]record.Record, error) {
	v := around(d)
	held, bare := container(v, lists())
	switch {
	case !bare && flagOf(v) != success:
		return nil, unexpected(what, say.T(`"status": "success"`), envelope(v).Field("status"), say.Text{})
	case !bare && held.Kind() == record.KindObject: // PHP writes a list of one so
		r, err := record.Of(within(d, lists()).Value())
		return []record.Record{r}, err
	case held.Kind() != record.KindArray && envelope(v).Field(lists()...).Kind() == record.KindNull && flagOf(v) == success:
		return nil, nil
	case held.Kind() != record.KindArray:
		return nil, unexpected(what, say.T("a list"), held, say.Text{})
	}
	list := d
	if !bare {
		list = within(d, lists())
	}
	records, other := list.Records()
	if other != nil {
		return nil, unexpected(what, say.T("an object in the list"), other, say.Text{})
	}
	return records, nil
}

// around returns what an answer says of itself: an object without the records in its lists. A list is itself, as its only
// element may be what says it.
func around(d record.Document) record.Value {
	if d.Kind() == record.KindObject {
		return d.Around()
	}
	return d.Value()
}

// within returns the list that container finds.
func within(d record.Document, names []string) record.Document {
	if only := d.Elements(2); len(only) == 1 && only[0].Kind() == record.KindObject {
		d = only[0]
	}
	for _, name := range names {
		if inner := d.Field(name); inner.Kind() == record.KindArray || inner.Kind() == record.KindObject {
			return inner
		}
	}
	return d
}

// done reads the answer to a write, which has to say that it is a success. The id is the new record's, "" when the answer
// names none; a schedule's is the word "success" in the document's example.
func done(what say.Text, v record.Value) (id string, err error) {
	if flagOf(v) != success {
		return "", unsure(unexpected(what, say.T(`"status": "success"`), envelope(v).Field("status"), say.Text{}))
	}
	value := envelope(v).Field("id")
	if _, ok := value.Int(); ok {
		id = value.Text()
	}
	return id, nil
}

// unexpected returns an answer that is JSON and no failure but not of a documented shape. What can't be read must not pass for an
// empty result.
func unexpected(what say.Text, wanted say.Text, got record.Value, sent say.Text) error {
	if sent.IsZero() {
		sent = say.T("%s", got.Kind())
	}
	return fault.Errorf(fault.Other, "FlexCRM's answer for %s can't be read: expected %s, got %s", what, wanted, sent).
		WithHint("look at FlexCRM's whole answer")
}

// unsure marks a write whose answer can't be read.
func unsure(err error) error {
	return &fault.Error{Kind: fault.Temporary, Ambiguous: true, Err: say.Errorf("the request was sent and not refused, but %w", err)}
}
