package cli

import (
	"context"

	"github.com/genba-cli/genba/pkg/keep/state"
	"github.com/genba-cli/genba/pkg/say"
)

// Note is a small document of the state that is in force: a file of this machine, or one that all machines have.
type Note struct {
	name   string
	shared *state.Store
	folder state.Folder
}

// Note returns the document of a name.
func (a *App) Note(name string) (Note, error) {
	shared, err := a.Shared()
	return Note{name, shared, state.Folder{Dir: a.dataDir()}}, err
}

// Load returns what is there, "" for nothing.
func (n Note) Load(ctx context.Context) (string, error) {
	switch {
	case n.shared != nil:
		return n.shared.Load(ctx, n.name)
	case n.folder.Dir == "":
		return "", nil
	}
	return n.folder.Load(n.name)
}

// Save replaces what is there. Where there is no place for it nothing is kept.
func (n Note) Save(ctx context.Context, content string) error {
	switch {
	case n.shared != nil:
		return n.shared.Save(ctx, n.name, content)
	case n.folder.Dir == "":
		return nil
	}
	return n.folder.Save(n.name, content)
}

// Add puts a line behind what is there, while nobody else does.
func (n Note) Add(ctx context.Context, line string) error {
	if n.shared != nil {
		return n.shared.Change(ctx, n.name, func(now string) (string, bool, error) { return now + line + "\n", true, nil })
	}
	if n.folder.Dir == "" {
		return nil
	}
	return n.folder.Add(n.name, line)
}

// Place returns where it is, for people.
func (n Note) Place() say.Text {
	if n.shared != nil {
		return say.T("%s of %s", n.name, n.shared.Place())
	}
	return say.T("%s", n.folder.Place(n.name))
}
