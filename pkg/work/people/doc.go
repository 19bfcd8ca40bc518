// Package people knows persons and departments in a form that no vendor owns, and brings the lists of several services
// together: the people map, who is who, who is missing where.
//
// The services share no key. A person is known to each by a number of its own (or by an id where it has no numbers), and the
// people map, a CSV file that people may edit, says which of them are one person.
package people
