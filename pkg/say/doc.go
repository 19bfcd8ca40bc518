// Package say is the wing of what people are told: errors (fault), progress, both languages (lang), what was probably meant
// (nearest), and what must not be shown (redact).
//
// It is the lowest wing: its rooms import nothing else of genba.
package say
