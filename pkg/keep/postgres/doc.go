// Package postgres speaks with a PostgreSQL server: it connects without a password in the address, runs statements, copies
// rows in, and says in genba's words what went wrong. It must not know what the tables are for.
package postgres
