package people

import (
	"slices"

	"github.com/genba-cli/genba/pkg/data/charset"
)

// ByNumber returns whom the roster has under a number, compared as text and filled up to pad; where there is nobody, those who have it
// in digits of another width (１２). If they have none either, those whose number differs by leading zeros alone are near.
func (r *Roster) ByNumber(number string, pad int) (hits, near []*Person) {
	hits, _ = r.byNumber(number, pad, func(number string) string { return number })
	if len(hits) > 0 {
		return hits, nil
	}
	return r.byNumber(number, pad, charset.Narrow)
}

func (r *Roster) byNumber(number string, pad int, form func(string) string) (hits, near []*Person) {
	number = form(number)
	for i := range r.People {
		p := &r.People[i]
		switch has := form(p.Number); {
		case has == "":
		case has == number || Pad(has, pad) == Pad(number, pad):
			hits = append(hits, p)
		case bare(has) == bare(number):
			near = append(near, p)
		}
	}
	return hits, near
}

// ByName returns whom the roster has under a name; where there is nobody, those whose name is the same written otherwise, or a part of it,
// are near.
func (r *Roster) ByName(name string) (hits, near []*Person) {
	for i := range r.People {
		switch p := &r.People[i]; {
		case sameName(p.Name, name):
			hits = append(hits, p)
		case alike(p.Name, name), slices.ContainsFunc(words(p.Name), func(word string) bool { return sameName(word, name) }):
			near = append(near, p)
		}
	}
	return hits, near
}

// ByKey returns whom the roster has under what the people map knows them by.
func (r *Roster) ByKey(key string) []*Person {
	for i := range r.People {
		if r.People[i].Key() == key {
			return []*Person{&r.People[i]}
		}
	}
	return nil
}
