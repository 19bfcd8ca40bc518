// Package flexcrm speaks to FlexCRM, customer data and workflow: one method per operation of its public API document. The
// document has no section numbers; comments name its parts ("FlexDB", "ワークフロー") instead. Its web page lost most paths,
// so those stand in one table (endpoints.go), and what is a guess there can be replaced.
//
// It knows the document, its limits and its contradictions. It must not know a command, a flag or a screen. Records are
// passed on as the vendor sent them; only Labels and DecodeJSON, which somebody asks for, change them.
package flexcrm
