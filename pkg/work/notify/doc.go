// Package notify posts messages to chat channels: what each channel takes and answers, a queue on disk so that nothing is lost
// when a channel can't be reached, and a memory so that a person hears a thing once.
//
// What may have arrived, because the answer was lost, is marked and never posted again by itself, but where the channel
// notices a repetition. The package must not know vendors, commands or where a record comes from.
package notify
