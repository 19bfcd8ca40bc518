package v2

import (
	"context"

	"github.com/genba-cli/genba/pkg/data/record"
)

// OptionList is the name under which a field has its options.
const OptionList = "enum_option_data"

// OptionFields reads the fields that have options, but for those under data linkage.
func (c *Client) OptionFields(ctx context.Context) Records {
	return c.stream(ctx, optionList, "custom_field_data", nil)
}

// Options reads the options of one field.
func (c *Client) Options(ctx context.Context, field string) Records {
	return func(yield func(record.Record, error) bool) {
		v, err := c.object(ctx, optionGet, optionGet.request(field))
		if err != nil {
			yield(record.Record{}, err)
			return
		}
		all := v.Field(OptionList)
		if all.Kind() != record.KindArray {
			yield(record.Record{}, unexpected(optionGet, `list "enum_option_data"`))
			return
		}
		for item := range all.Elements() {
			r, err := record.Of(item)
			if err != nil {
				r, err = record.Record{}, unexpected(optionGet, "object")
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}
