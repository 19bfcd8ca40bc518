// Package window cuts a range of time into pieces that a vendor accepts, fetches them several at a
// time and hands out complete, ordered items. A capped answer is never passed on as a whole one: the
// piece is cut in two until it fits, and what cannot be made to fit is named in a fault.Partial error.
//
// It knows seconds, days and items of any type. It must not know vendors, HTTP, records or flags.
package window
