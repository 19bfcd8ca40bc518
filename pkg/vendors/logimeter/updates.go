package logimeter

import (
	"context"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Update is one of the three things that can be set, one record a request (§1, §4-1). The public document names neither
// their fields nor their paths: the vendor's reference at api-docs.kurando.io does.
type Update string

// The updates, by the name that stands in their endpoints.
const (
	Sales            Update = "sales"
	BudgetResults    Update = "budget_results"
	IndirectBalances Update = "indirect_balances"
)

func (u Update) endpoint() string { return string(u) + "_update" }

// UpdateKeys returns the fields of a row that stand in the path, in its order: "id", unless the config has another path.
func (c *Client) UpdateKeys(u Update) []string {
	at := slices.IndexFunc(Endpoints(), func(e Endpoint) bool { return e.Name == u.endpoint() })
	path := Endpoints()[at].Path
	if c.settings.Endpoint != nil {
		if text, ok := c.settings.Endpoint(u.endpoint()); ok {
			path = text
		}
	}
	path, _, _ = strings.Cut(path, "?")
	var keys []string
	for {
		_, rest, open := strings.Cut(path, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !open || !closed {
			return keys
		}
		if path = after; name != "workplace" && name != "workplace_id" && !slices.Contains(keys, name) {
			keys = append(keys, name)
		}
	}
}

// Set sends one record, once. The body has all fields that do not stand in the path: as they are, or as numbers if numbers names
// them, whose texts must be numbers. It returns the vendor's answer, an empty record if there is none.
func (c *Client) Set(ctx context.Context, u Update, row record.Value, numbers []string) (record.Record, error) {
	keys := c.UpdateKeys(u)
	values := map[string]string{}
	for _, key := range keys {
		values[key] = row.Field(key).Text()
	}
	call, err := c.endpoint(u.endpoint(), values)
	if err != nil {
		return record.Record{}, err
	}
	call.Body, call.Kind = transport.JSON(updateBody(row, keys, numbers)), transport.Write
	return call.sendOnce(ctx)
}

// updateBody returns a row as it is sent: without the fields of the path, and with the texts of some columns as numbers, digit by
// digit. Everything else stays exactly as it is.
func updateBody(row record.Value, keys, numbers []string) record.Value {
	body := []byte{'{'}
	for name, value := range row.Fields() {
		if slices.Contains(keys, name) {
			continue
		}
		if len(body) > 1 {
			body = append(body, ',')
		}
		if slices.Contains(numbers, name) && value.Kind() == record.KindString {
			value = record.Value(value.Text())
		}
		body = append(append(append(body, record.String(name)...), ':'), value...)
	}
	return append(body, '}')
}
