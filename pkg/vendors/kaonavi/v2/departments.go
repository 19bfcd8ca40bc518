package v2

import "context"

// Departments reads all departments.
func (c *Client) Departments(ctx context.Context) Records {
	return c.stream(ctx, departmentList, "department_data", nil)
}
