// Package destination puts records into tables of a database: a file of SQLite, or PostgreSQL. What a pull asked for is
// replaced in one transaction; a pull that fails, or is not complete, changes nothing. It must not know vendors or commands.
//
// Beside the resource's columns a table has _record (the whole record as JSON), _scope (what the pull asked for, as JSON) and
// _pulled_at. Tables of its own, all named _genba_…, keep which pulls a table holds, how its columns are called in the
// records, and how far a repeated pull has got.
package destination
