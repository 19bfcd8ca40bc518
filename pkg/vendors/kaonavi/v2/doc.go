// Package v2 speaks to Kaonavi, the HR service, through version 2.0 of its public API, the one that Kaonavi supports: one
// method per operation. It must not know a command, a flag, a file or a screen.
//
// No whole document of the vendor's is public; openapi.yaml says for each operation how well it is known. A company has
// 3,000 requests an hour and five updates a minute, counted for all processes of a machine.
package v2
