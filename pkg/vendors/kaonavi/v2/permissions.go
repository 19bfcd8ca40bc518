package v2

import "context"

// PermissionTypes returns what permissions are about.
func PermissionTypes() []string { return []string{"member", "department"} }

// Permissions reads what single users may see beyond their role, or not see.
func (c *Client) Permissions(ctx context.Context, kind string) Records {
	return c.stream(ctx, permissionList, "advanced_permission_data", nil, kind)
}
