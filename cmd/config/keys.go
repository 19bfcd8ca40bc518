package config

import (
	"github.com/genba-cli/genba/pkg/keep/config"
	"github.com/genba-cli/genba/pkg/vendors"
)

// keys returns all keys that can be set, for completion and suggestions.
func keys() []string {
	var keys []string
	for _, g := range config.Globals() {
		keys = append(keys, g.Name)
	}
	for _, v := range vendors.All() {
		for _, k := range v.Keys {
			keys = append(keys, v.Name+"."+k.Name)
		}
	}
	return keys
}
