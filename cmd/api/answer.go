package api

import (
	"cmp"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// document returns an answer as records, and at the end the error of what was left out of it. A list of objects is a list of
// records; anything else is one, which need not be an object.
func document(answer *transport.Response, flags cli.Globals, missing error) cli.Records {
	v, err := record.ParseValue(answer.Body)
	if err != nil {
		return failed(notJSON(answer, err))
	}
	list := v.Kind() == record.KindArray
	for item := range v.Elements() {
		list = list && item.Kind() == record.KindObject
	}
	switch {
	case list && !filtersWhole(flags):
		return cli.Several(elements(v, !printsText(flags), missing))
	case v.Kind() != record.KindObject && columns(flags):
		return failed(fault.Errorf(fault.Other, "the request was sent and accepted, but the answer has no columns: it is %s", v.Kind()).
			WithHint("-o json prints it"))
	case len(v) > mostOfRecord && !printsText(flags) && !filtersWhole(flags):
		return failed(tooLong(v))
	}
	return func(yield func(record.Record, error) bool) {
		if yield(record.Bare(v).Kept(), nil) && missing != nil {
			yield(record.Record{}, missing)
		}
	}
}

// mostOfRecord is how long a record may be that is not only passed on: what other formats hold of it is several times its text.
const mostOfRecord = 8 << 20

func tooLong(v record.Value) error {
	return fault.Errorf(fault.Other, "the request was sent and accepted, but the answer has a record of %d MiB, too long for anything but JSON", len(v)>>20).
		WithHint("-o json prints it")
}

func elements(list record.Value, short bool, missing error) cli.Records {
	return func(yield func(record.Record, error) bool) {
		for item := range list.Elements() {
			if short && len(item) > mostOfRecord {
				yield(record.Record{}, tooLong(item))
				return
			}
			if !yield(record.Of(item)) {
				return
			}
		}
		if missing != nil {
			yield(record.Record{}, missing)
		}
	}
}

func failed(err error) cli.Records {
	return func(yield func(record.Record, error) bool) { yield(record.Record{}, err) }
}

// columns reports whether the flags ask for rows and columns.
func columns(flags cli.Globals) bool {
	format, asked, err := flags.Format()
	return err == nil && asked && flags.JQ == "" && format.Columnar()
}

// printsText reports whether the flags ask for the answer's own text.
func printsText(flags cli.Globals) bool {
	format, asked, err := flags.Format()
	return err == nil && flags.JQ == "" && (!asked || format == render.JSON || format == render.NDJSON)
}

// filtersWhole reports whether a filter gets the answer as a whole, of which its path picks what it needs, rather than each record.
func filtersWhole(flags cli.Globals) bool {
	format, asked, err := flags.Format()
	return err == nil && flags.JQ != "" && len(flags.Fields) == 0 && (!asked || format != render.NDJSON)
}

// notJSON returns the error of an answer of another kind: a CSV file, for example, of which api would have to guess the
// encoding.
func notJSON(answer *transport.Response, err error) error {
	kind := cmp.Or(answer.Header.Get("Content-Type"), "no Content-Type")
	return fault.Errorf(fault.Other, "the request was sent and accepted, but the answer is not valid JSON (%s), and api prints nothing else: %w", kind, err).
		WithHint("for files the vendor has a command of its own: see genba --help")
}
