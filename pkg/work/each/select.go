package each

import (
	"hash/fnv"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// Select returns the profiles that at least one of the patterns matches, in the order of their names. A pattern is a name in
// which * stands for any letters and ? for one. One that matches nothing is a mistake and fails.
func Select(profiles, patterns []string) ([]string, error) {
	var chosen []string
	for _, pattern := range patterns {
		found := false
		for _, profile := range profiles {
			matched, err := path.Match(pattern, profile)
			if err != nil {
				return nil, fault.Errorf(fault.Usage, "%q is no pattern of profile names: %w", pattern, err)
			}
			if matched {
				found = true
				chosen = append(chosen, profile)
			}
		}
		if !found {
			return nil, fault.Errorf(fault.Usage, "no profile is called %q", pattern).WithHint("the list of settings shows the profiles")
		}
	}
	slices.Sort(chosen)
	return slices.Compact(chosen), nil
}

// Shard is one of several shares of the profiles, for machines that do one each. They count from 0.
type Shard struct{ Index, Of int }

// ParseShard reads "0/8".
func ParseShard(text string) (Shard, error) {
	index, of, ok := strings.Cut(text, "/")
	i, err := strconv.Atoi(index)
	n, bad := strconv.Atoi(of)
	if !ok || err != nil || bad != nil || n < 1 || i < 0 || i >= n {
		return Shard{}, fault.Errorf(fault.Usage, "%q is not a share", text).WithHint("the first of eight is 0/8, the last is 7/8")
	}
	return Shard{i, n}, nil
}

// Share returns the profiles of the share. A profile keeps its share when others come or go.
func (s Shard) Share(profiles []string) []string {
	if s.Of <= 1 {
		return profiles
	}
	return slices.DeleteFunc(slices.Clone(profiles), func(profile string) bool {
		h := fnv.New64a()
		h.Write([]byte(profile))
		return int(mixed(h.Sum64())%uint64(s.Of)) != s.Index
	})
}

// mixed spreads names that differ only at their end, as FNV's low bits do not.
func mixed(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	return h
}
