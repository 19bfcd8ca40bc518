package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/work/people"
)

// PeopleMap is --map: the people map, which says by what number each service knows a person.
type PeopleMap struct{ file string }

// Register adds the flag.
func (m *PeopleMap) Register(c *cobra.Command) {
	c.Flags().StringVar(&m.file, "map", "", "the people map, a CSV (default: people_map of the config)")
	_ = c.MarkFlagFilename("map", "csv")
}

// Path returns where the map is; "" where none is named.
func (m *PeopleMap) Path(a *App) (string, error) {
	if m.file != "" {
		return m.file, nil
	}
	c, err := a.Config()
	if err != nil {
		return "", err
	}
	path, _ := c.Global("people_map")
	return path, nil
}

// Read reads the map; nil: none is named.
func (m *PeopleMap) Read(ctx context.Context, a *App) (*people.Map, error) {
	path, err := m.Path(a)
	if err != nil || path == "" {
		return nil, err
	}
	f, err := a.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return people.ReadMap(f, path)
}
