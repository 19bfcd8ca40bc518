package api

import (
	"cmp"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
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
	case list:
		return cli.Several(elements(v, missing))
	case v.Kind() != record.KindObject && columns(flags):
		return failed(fault.Errorf(fault.Other, "the request was sent and accepted, but the answer has no columns: it is %s", v.Kind()).
			WithHint("-o json prints it"))
	}
	return func(yield func(record.Record, error) bool) {
		if yield(record.Bare(v), nil) && missing != nil {
			yield(record.Record{}, missing)
		}
	}
}

func elements(list record.Value, missing error) cli.Records {
	return func(yield func(record.Record, error) bool) {
		for item := range list.Elements() {
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

// notJSON returns the error of an answer of another kind: a CSV file, for example, of which api would have to guess the
// encoding.
func notJSON(answer *transport.Response, err error) error {
	kind := cmp.Or(answer.Header.Get("Content-Type"), "no Content-Type")
	return fault.Errorf(fault.Other, "the request was sent and accepted, but the answer is not valid JSON (%s), and api prints nothing else: %w", kind, err).
		WithHint("for files the vendor has a command of its own: see genba --help")
}
