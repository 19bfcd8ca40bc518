package kaonavi

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

// latestV1 is what a command of v1 wants.
const latestV1 = "v1.2"

// version returns the version of the API that the company works with.
func (t *tree) version() (string, error) {
	version, err := t.value("api_version")
	if err != nil {
		return "", err
	}
	known := append(kaonavi.Versions(), v2.Version)
	if slices.Contains(known, version) {
		return version, nil
	}
	return "", fault.Errorf(fault.Usage, "kaonavi.api_version %q is not one that genba speaks%s", version, nearest.Suggest(version, known)).
		WithHint("versions: %s; genba config set kaonavi.api_version %s", strings.Join(known, ", "), v2.Version)
}

// second reports whether the company works with version 2.
func (t *tree) second() (bool, error) {
	version, err := t.version()
	return version == v2.Version, err
}

// v1 makes a command refuse version 2, and v2 version 1.
func (t *tree) v1(c *cobra.Command) *cobra.Command { return t.only(c, latestV1) }
func (t *tree) v2(c *cobra.Command) *cobra.Command { return t.only(c, v2.Version) }

func (t *tree) only(c *cobra.Command, offers string) *cobra.Command {
	run := c.RunE
	c.RunE = func(c *cobra.Command, args []string) error {
		version, err := t.version()
		if err != nil {
			return err
		}
		if (version == v2.Version) != (offers == v2.Version) {
			name := strings.TrimPrefix(c.CommandPath(), c.Root().Name()+" ")
			return fault.Errorf(fault.Usage, "%s is not in Kaonavi's API %s: %s has it; nothing was sent", name, version, offers).
				WithHint("genba config set kaonavi.api_version %s", offers)
		}
		return run(c, args)
	}
	return c
}

// either makes one command of those of both versions. Its help is that of version 2; a flag that only the other version
// has is refused.
func (t *tree) either(first, second *cobra.Command) *cobra.Command {
	only := map[string]string{} // flags, and the version that has them
	second.Flags().VisitAll(func(f *pflag.Flag) {
		if first.Flags().Lookup(f.Name) == nil {
			only[f.Name] = v2.Version
		}
	})
	first.Flags().VisitAll(func(f *pflag.Flag) {
		if same := second.Flags().Lookup(f.Name); same != nil {
			same.Value = &sharedFlag{same.Value, f.Value}
			return
		}
		only[f.Name] = latestV1
		second.Flags().AddFlag(f)
	})
	ofFirst, ofSecond := *first, *second
	second.Args = func(c *cobra.Command, args []string) error {
		if isSecond, err := t.second(); err == nil && !isSecond {
			return ofFirst.Args(c, args)
		}
		return ofSecond.Args(c, args)
	}
	second.RunE = func(c *cobra.Command, args []string) error {
		isSecond, err := t.second()
		if err != nil {
			return err
		}
		run, other := ofFirst.RunE, v2.Version
		if isSecond {
			run, other = ofSecond.RunE, latestV1
		}
		var foreign []string
		c.Flags().Visit(func(f *pflag.Flag) {
			if only[f.Name] == other {
				foreign = append(foreign, "--"+f.Name)
			}
		})
		if len(foreign) > 0 {
			return fault.Errorf(fault.Usage, "%s is for Kaonavi's API %s; nothing was sent", strings.Join(foreign, ", "), other).
				WithHint("genba config set kaonavi.api_version %s", other)
		}
		return run(c, args)
	}
	return second
}

// sharedFlag is a flag that the commands of both versions have.
type sharedFlag struct{ shown, other pflag.Value }

func (f *sharedFlag) String() string { return f.shown.String() }
func (f *sharedFlag) Type() string   { return f.shown.Type() }

func (f *sharedFlag) Set(text string) error {
	if err := f.shown.Set(text); err != nil {
		return err
	}
	return f.other.Set(text)
}
