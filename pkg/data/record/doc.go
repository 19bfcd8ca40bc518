// Package record holds one vendor record whole: the raw JSON text as it was sent, with its values
// reached by name. Numbers keep every digit, members keep their order, fields nobody has heard of
// stay. It validates strictly (RFC 8259, UTF-8, no lone surrogates; duplicate names are allowed and
// the last one counts) and streams the records of an answer of any length through a small buffer.
//
// It must not know vendors, HTTP, files or output formats, and it does not decide exit codes: its
// errors are [SyntaxError] and [ShapeError], or those of the reader it was given.
package record
