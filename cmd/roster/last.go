package roster

import (
	"context"
	"encoding/json"
	"math"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/keep/cursor"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// last is how many people were in force in a source when it was read last: a file in genba's data folder.
type last struct {
	Source  string `json:"source"`
	Profile string `json:"profile"`
	People  int    `json:"people"`
}

// lastNote returns where that is kept.
func (t *tree) lastNote(ctx context.Context, source string) (cli.Note, last, error) {
	c, err := t.Config()
	if err != nil {
		return cli.Note{}, last{}, err
	}
	l := last{Source: source, Profile: c.ProfileName()}
	k := cursor.Key{Profile: l.Profile, Vendor: source, Command: "roster-source", Args: []string{source}}
	if file, ok := strings.CutPrefix(source, "csv:"); ok {
		if k.Args[0], err = filepath.Abs(file); err != nil {
			return cli.Note{}, last{}, err
		}
		k.Vendor = "csv"
	} else if k.Host, k.Account, err = t.Place(ctx, source); err != nil {
		return cli.Note{}, last{}, err
	}
	note, err := t.Note("rosters/" + k.Name())
	return note, l, err
}

// remember keeps how many people are in force in a source.
func (t *tree) remember(ctx context.Context, source string, people int) error {
	note, l, err := t.lastNote(ctx, source)
	if err != nil {
		return err
	}
	l.People = people
	text, err := json.Marshal(l)
	if err != nil {
		return err
	}
	if err := note.Save(ctx, string(text)+"\n"); err != nil {
		return fault.Errorf(fault.KindOf(err), "how many people %s has can't be kept: %w", source, err)
	}
	return nil
}

// before returns how many people a source had; false where it was never read.
func (t *tree) before(ctx context.Context, source string) (int, bool, error) {
	note, _, err := t.lastNote(ctx, source)
	if err != nil {
		return 0, false, err
	}
	text, err := note.Load(ctx)
	if err == nil && text == "" {
		return 0, false, nil
	}
	var l last
	if err == nil {
		err = json.Unmarshal([]byte(text), &l)
	}
	if err != nil {
		return 0, false, fault.Errorf(fault.Other, "how many people %s had can't be read: %w", source, err).WithHint("remove %s, and look at genba roster diff before the next plan", note.Place())
	}
	return l.People, true, nil
}

// percent reads "3%" or "3".
func percent(flag, text string) (float64, error) {
	n, err := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64)
	if err != nil || n < 0 || n > 100 {
		return 0, fault.Errorf(fault.Usage, "%s %q is not a share from 0%% to 100%%", flag, text).WithHint("for example 3%%")
	}
	return n, nil
}

// shrunk refuses a source that has lost more people since last time than allowed: it may not be whole, and everybody who is missing would
// look like a leaver.
func (t *tree) shrunk(ctx context.Context, source string, people int, allowed string) error {
	most, err := percent("--max-shrink", allowed)
	if err != nil {
		return err
	}
	before, known, err := t.before(ctx, source)
	if err != nil || !known || before == 0 {
		return err
	}
	if lost := float64(before-people) * 100 / float64(before); lost > most {
		return fault.Errorf(fault.Usage, "people of %s in force: %d, the last time %d, that is %.1f%% fewer; no file was written", source, people, before, lost).
			WithHint("look why; if so many have left, --max-shrink %.0f%%", math.Ceil(lost))
	}
	return nil
}
