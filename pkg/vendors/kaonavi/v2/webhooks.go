package v2

import (
	"context"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
)

// masked stands for a secret of a webhook.
const masked = "***"

// Webhooks reads all webhooks, their secrets masked.
func (c *Client) Webhooks(ctx context.Context) Records {
	return func(yield func(record.Record, error) bool) {
		for r, err := range c.stream(ctx, webhookList, "webhook_data", nil) {
			if err == nil {
				r, err = maskSecret(r)
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// maskSecret puts a mask in the place of the secret, where there is one.
func maskSecret(r record.Record) (record.Record, error) {
	var members []record.Member
	for name, v := range r.Value().Fields() {
		if name == "secret_token" && v.Text() != "" {
			v = record.String(masked)
		}
		members = append(members, record.Named(name, v))
	}
	return record.Of(record.Object(members...))
}

// WebhookEvents returns what a webhook can be told of.
func WebhookEvents() []string { return []string{"member_created", "member_updated", "member_deleted"} }

// Texts reads several values of a cell: a list in JSON, or with 、 or a comma between them.
func Texts(v record.Value) []string {
	if v.Kind() == record.KindString {
		v = record.String(strings.ReplaceAll(v.Text(), ",", listJoin))
	}
	texts, _ := Field{Detail: "check_box"}.values(v)
	return texts
}
