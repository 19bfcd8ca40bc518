package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/work/people"
)

// PeopleMap is --map: the people map, which says by what number each service knows a person.
type PeopleMap struct{ file string }

// Register adds the flag.
func (m *PeopleMap) Register(c *cobra.Command) {
	c.Flags().StringVar(&m.file, "map", "", "the people map, a CSV (default: people_map of the config)")
	_ = c.MarkFlagFilename("map", "csv")
}

// Read reads the map; nil: none is named.
func (m *PeopleMap) Read(ctx context.Context, a *App) (*people.Map, error) {
	file := m.file
	if file == "" {
		c, err := a.Config()
		if err != nil {
			return nil, err
		}
		if file, _ = c.Global("people_map"); file == "" {
			return nil, nil //nolint:nilnil // no map is no error
		}
	}
	r, err := intake.Open(file, a.stdin(ctx))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return people.ReadMap(r, file)
}
