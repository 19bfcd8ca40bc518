// Package nipoplus speaks to NipoPlus, the daily report service: one method per endpoint of its public API document,
// whose headings are cited. It knows the document, its limits and its contradictions. It must not know a command, a
// flag, a file or a screen.
//
// Every endpoint is a read, POST though it is. Ranges on the wire are whole seconds of Japan's time; records carry
// milliseconds since 1970. Records are passed on as the vendor sent them; which group they are of is put in front.
package nipoplus
