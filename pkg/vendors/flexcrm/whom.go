package flexcrm

import (
	"context"
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// mostShown is how many users a refusal names.
const mostShown = 20

// User is one of those who log in, as far as people name them.
type User struct{ ID, Login, Number, Name string }

// IsID reports whether a word is a number as FlexCRM gives it to a record, so that it can be asked for without a list that has it.
func IsID(word string) bool {
	return word != "" && word[0] != '0' && strings.IndexFunc(word, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// ResolveUser returns the one user whom a word names by the login, the employee number or the name. What names nobody, or
// several, is refused, because FlexCRM would answer with nothing. A deleted user counts where nobody else has the word, and one who has it
// in letters and digits of another width (１２) where nobody has it as it is.
func (c *Client) ResolveUser(ctx context.Context, what say.Text, word string) (User, error) {
	var present, deleted, wide []User
	narrow := charset.Narrow(word)
	var known []string
	for u, err := range c.List(ctx, Users(), Slice{}) {
		if err != nil {
			return User{}, err
		}
		one := User{ID: u.Lookup("id").Text(), Login: u.Lookup("userid").Text(), Number: u.Lookup("employee_no").Text(), Name: u.Lookup("name").Text()}
		known = append(known, one.Login, one.Name)
		switch {
		case !one.is(word):
			if u.Lookup("del_flg").Text() != "1" && one.narrow().is(narrow) {
				wide = append(wide, one)
			}
		case u.Lookup("del_flg").Text() == "1":
			deleted = append(deleted, one)
		default:
			present = append(present, one)
		}
	}
	hits := present
	if len(hits) == 0 {
		hits = deleted
	}
	if len(hits) == 0 {
		hits = wide
	}
	switch len(hits) {
	case 1:
		return hits[0], nil
	case 0:
		return User{}, fault.Errorf(fault.Usage, "%s: %q is neither the id, the login, the employee number nor the name of a user%s; nothing was asked for", what, word, nearest.Suggest(word, known)).
			WithHint("the list of users shows them")
	}
	var shown []string
	for i, u := range hits {
		if i == mostShown {
			shown = append(shown, "…")
			break
		}
		shown = append(shown, u.String())
	}
	return User{}, fault.Errorf(fault.Usage, "%s: %q is several users; nothing was asked for", what, word).WithHint("give an id: %s", strings.Join(shown, ", "))
}

// String returns the id with what people call the user.
func (u User) String() string { return u.ID + " (" + u.Login + ", " + u.Name + ")" }

// narrow returns the user with a login and a number as narrow as they can be.
func (u User) narrow() User {
	u.Login, u.Number = charset.Narrow(u.Login), charset.Narrow(u.Number)
	return u
}

func (u User) is(word string) bool {
	whole := func(name string) string { return charset.Compose(strings.Join(strings.Fields(name), "")) }
	return u.Login == word || u.Number == word || whole(u.Name) == whole(word)
}
