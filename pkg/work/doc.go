// Package work is the wing of the jobs that join vendors: people, rosters and org charts, hours and payroll, telling
// people.
//
// Its rooms know records, people, days and minutes, but no vendor and no command: a vendor's client turns its own records
// into the neutral shapes that are defined here. They may import wire, keep, data and say.
package work
