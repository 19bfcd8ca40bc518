package v2

import (
	"context"

	"github.com/genba-cli/genba/pkg/data/record"
)

// Users reads all accounts.
func (c *Client) Users(ctx context.Context) Records {
	return c.stream(ctx, userList, "user_data", nil)
}

// User reads one account.
func (c *Client) User(ctx context.Context, id string) (record.Record, error) {
	return c.one(ctx, userGet, id)
}

// Roles reads all roles.
func (c *Client) Roles(ctx context.Context) Records {
	return c.stream(ctx, roleList, "role_data", nil)
}
