// Package kaonavi speaks to Kaonavi, the HR service, through version 1 of its public API: one method per operation of
// the vendor's document, whose sections are cited as §2.9 and the like. It knows the document, its limits, its versions
// v1.0 to v1.2 and its contradictions. It must not know a command, a flag, a file or a screen.
//
// Every operation is a POST (§1.4), also those that only read. A company has 60 requests and 5 access tokens an hour
// (§1.3), so requests are counted (pkg/quota) and a token is kept for as long as it lives.
package kaonavi
