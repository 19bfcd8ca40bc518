package flexcrm

import "net/http"

// Endpoint is one operation of the API. Path holds the names of what has to be filled in, in braces.
type Endpoint struct {
	Name         string // in the config: flexcrm.endpoints.NAME
	Method, Path string
	// Inferred marks a path that no public document gives. It follows the pattern of those that are public.
	Inferred bool
	// Spare is a name that a replacement may leave out: an application's number alone says which it is, and the document has lost
	// the parameters of approvalList.
	Spare string
}

// Endpoints returns all operations. The document's page lost its headings, and with them every path but one; older pages of
// the vendor give those that are not inferred.
func Endpoints() []Endpoint {
	const get, post, put = http.MethodGet, http.MethodPost, http.MethodPut
	return []Endpoint{
		{"flexdb_fields", get, "/flexdbFields/{table_id}", false, ""},
		{"flexdb_list", get, "/flexdb/{table_id}", false, ""},
		{"flexdb_get", get, "/flexdb/{table_id}/{record_id}", false, ""},
		{"flexdb_get_pkey", get, "/flexdb/{table_id}/pkey/{key_value}", false, ""},
		{"flexdb_create", post, "/flexdb/{table_id}", false, ""},
		{"flexdb_update", put, "/flexdb/{table_id}/{record_id}", true, ""},
		{"flexdb_update_pkey", put, "/flexdb/{table_id}/pkey/{key_value}", true, ""},
		{"processes_list", get, "/flexdb/{table_id}/{record_id}/process", true, ""},
		{"processes_update", put, "/flexdb/{table_id}/{record_id}/process/{process_id}", true, ""},
		{"flexdb_upload", post, "/flexdb/{table_id}/{record_id}/file/{field_id}", true, ""},
		{"workflow_get", get, "/workflow/{format_id}/{application_id}", true, "{format_id}"},
		{"workflow_draft", post, "/workflow/draft", true, ""},
		{"workflow_apply", post, "/workflow/apply", true, ""},
		{"workflow_approvals", get, "/workflow/{format_id}/{application_id}/approval", true, "{format_id}"},
		{"workflow_reapply", post, "/workflow/reapply", true, ""},
		{"users_list", get, "/user", false, ""},
		{"users_get", get, "/user/{record_id}", false, ""},
		{"users_create", post, "/user", true, ""},
		{"users_update", put, "/user/{record_id}", true, ""},
		{"groups_list", get, "/group", true, ""},
		{"groups_get", get, "/group/{record_id}", true, ""},
		{"groups_update", put, "/group/{record_id}", true, ""},
		{"departments_list", get, "/department", true, ""},
		{"departments_get", get, "/department/{record_id}", true, ""},
		{"departments_create", post, "/department", true, ""},
		{"departments_update", put, "/department/{record_id}", true, ""},
		{"positions_list", get, "/position", true, ""},
		{"positions_get", get, "/position/{record_id}", true, ""},
		{"schedules_list", get, "/schedule", true, ""},
		{"schedules_get", get, "/schedule/{record_id}", true, ""},
		{"schedules_create", post, "/schedule", true, ""},
		{"schedules_update", put, "/schedule/{record_id}", true, ""},
	}
}
