package sandbox

import (
	"net/http"
	"strings"
)

// route is one operation.
type route struct {
	method, path string // as in openapi.yaml, without the first slash
	update       bool   // counts among the updates of a minute
	do           func(*call) answer
}

// match compares a path, and gives what stands in the place of its names.
func (r *route) match(words []string) (ids []string, ok bool) {
	want := strings.Split(r.path, "/")
	if len(want) != len(words) {
		return nil, false
	}
	for i, w := range want {
		switch {
		case strings.HasPrefix(w, "{"):
			ids = append(ids, words[i])
		case w != words[i]:
			return nil, false
		}
	}
	return ids, true
}

// routes returns the operations but that of the token. A path without names stands before one that has them.
func routes() []route {
	const (
		get, post, put, patch, del = http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete
		file                       = "sheets/{sheet_id}/custom_fields/{custom_field_id}/file"
	)
	return []route{
		{get, "member_layouts", false, (*call).memberLayout},
		{get, "sheet_layouts", false, (*call).sheetLayouts},
		{get, "sheet_layouts/{sheet_id}", false, (*call).sheetLayout},
		{get, "members", false, (*call).listMembers},
		{post, "members", true, (*call).addMembers},
		{put, "members", true, (*call).replaceMembers},
		{patch, "members", true, (*call).updateMembers},
		{put, "members/overwrite", true, (*call).overwriteMembers},
		{post, "members/delete", true, (*call).deleteMembers},
		{get, "members/face_image", false, (*call).listFaces},
		{post, "members/face_image", true, (*call).addFaces},
		{patch, "members/face_image", true, (*call).replaceFaces},
		{get, "sheets/{sheet_id}", false, (*call).getSheet},
		{put, "sheets/{sheet_id}", true, (*call).replaceSheet},
		{patch, "sheets/{sheet_id}", true, (*call).updateSheet},
		{post, "sheets/{sheet_id}/add", true, (*call).addRecords},
		{get, file, false, (*call).listFiles},
		{post, file, true, (*call).addFiles},
		{patch, file, true, (*call).replaceFiles},
		{get, "departments", false, (*call).listDepartments},
		{put, "departments", true, (*call).overwriteDepartments},
		{get, "tasks/{task_id}", false, (*call).getTask},
		{get, "users", false, (*call).listUsers},
		{post, "users", false, (*call).createUser},
		{get, "users/{user_id}", false, (*call).getUser},
		{patch, "users/{user_id}", false, (*call).updateUser},
		{del, "users/{user_id}", false, (*call).deleteUser},
		{get, "roles", false, (*call).listRoles},
		{get, "advanced_permissions/{advanced_type}", false, (*call).listPermissions},
		{put, "advanced_permissions/{advanced_type}", true, (*call).overwritePermissions},
		{get, "enum_options", false, (*call).listOptions},
		{get, "enum_options/{custom_field_id}", false, (*call).getOptions},
		{put, "enum_options/{custom_field_id}", true, (*call).overwriteOptions},
		{get, "webhook", false, (*call).listWebhooks},
		{post, "webhook", false, (*call).createWebhook},
		{patch, "webhook/{webhook_id}", false, (*call).updateWebhook},
		{del, "webhook/{webhook_id}", false, (*call).deleteWebhook},
	}
}
