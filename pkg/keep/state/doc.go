// Package state keeps in PostgreSQL what the processes of many machines share: small documents by name, each changed by one at a
// time, and locks. It must not know what the documents are, and encrypts nothing: whoever keeps a secret brings it sealed.
//
// Everything is in one schema, genba, which is made and upgraded by itself:
//
//	genba.format    (version)                                  what is written there, and how
//	genba.documents (name, content, version, changed_at)       cursors/…, budgets/…, secrets/…, …
//	genba.runs      (started, profile, command, …)             what was run, and how it ended
//	genba.people    (profile, service, former, person, …)      numbers that people had earlier
//
// Locks are PostgreSQL's own advisory locks of the session, so that they end when their holder or its connection dies. They are
// fenced: a document is bound to the lock of its name, and a holder that lost its connection, and with it the lock, can store the
// document afterwards only as long as nobody else has.
package state
