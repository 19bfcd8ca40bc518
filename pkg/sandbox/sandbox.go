// Package sandbox plays the vendors on loopback, with their caps, page sizes and token lives, so that
// every command can be tried, a script rehearsed and a test run with no account. Each vendor is a
// package below this one, written from the vendor's document; none of them may know genba's
// clients, or client and sandbox would agree on a mistake.
package sandbox

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/vendors"
	akashi "github.com/genba-cli/genba/pkg/vendors/akashi/sandbox"
	flexcrm "github.com/genba-cli/genba/pkg/vendors/flexcrm/sandbox"
	kaonavi "github.com/genba-cli/genba/pkg/vendors/kaonavi/sandbox"
	kaonaviv2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2/sandbox"
	logimeter "github.com/genba-cli/genba/pkg/vendors/logimeter/sandbox"
	nipoplus "github.com/genba-cli/genba/pkg/vendors/nipoplus/sandbox"
	notify "github.com/genba-cli/genba/pkg/work/notify/sandbox"
)

// Options is what holds for every vendor, and what a single one can be told beyond that.
type Options struct {
	Seed    int64            // all data follow from it
	Now     func() time.Time // nil: time.Now
	Latency time.Duration    // waited before every answer
	// OneCompany gives all vendors the people of one company, with the disagreements that such lists have, instead of each its own.
	OneCompany bool
	// Wrap goes around a vendor's handler, which sees paths from the vendor's mount on
	// ("/sandbox01/stamps"); tests put the contract check here. The name is the vendor's, or "kaonavi/v2".
	Wrap func(name string, h http.Handler) http.Handler
	// Seed and Now of the vendors are taken from above.
	Akashi    akashi.Options
	FlexCRM   flexcrm.Options
	Kaonavi   kaonavi.Options
	KaonaviV2 kaonaviv2.Options
	Logimeter logimeter.Options
	NipoPlus  nipoplus.Options
}

// Sandbox is all vendors together.
type Sandbox struct {
	latency time.Duration
	akashi  *akashi.Server
	mounts  []mount
	chat    http.Handler
}

// chatPath is where the channels of notify lie.
const chatPath = "/notify"

// player is one vendor. Settings are its configuration and secrets, by their names, for a client that finds it at base.
type player interface {
	http.Handler
	Settings(base string) map[string]string
}

// mount is where a vendor lies on the sandbox's address.
type mount struct {
	vendor, path string
	contract     string // what Wrap calls it
	player       player
	second       bool // its settings are those of the vendor's other mount
	handler      http.Handler
}

// New returns a sandbox that listens nowhere yet.
func New(o Options) *Sandbox {
	o.Akashi.Seed, o.Akashi.Now = o.Seed, o.Now
	o.FlexCRM.Seed, o.FlexCRM.Now = o.Seed, o.Now
	o.Kaonavi.Seed, o.Kaonavi.Now = o.Seed, o.Now
	o.Logimeter.Seed, o.Logimeter.Now = o.Seed, o.Now
	o.NipoPlus.Seed, o.NipoPlus.Now = o.Seed, o.Now
	if o.OneCompany {
		sharedCompany(&o, clock(o.Now)())
	}
	s := &Sandbox{latency: o.Latency, akashi: akashi.New(o.Akashi)}
	s.chat = http.StripPrefix(chatPath, notify.New(notify.Options{Now: o.Now}))
	v1 := kaonavi.New(o.Kaonavi)
	v2 := kaonaviv2.New(sameCompany(o, v1))
	// A path that holds another one stands behind it.
	s.mounts = []mount{
		{vendor: "akashi", path: "/akashi/api/cooperation", player: s.akashi},
		{vendor: "flexcrm", path: "/flexcrm", player: flexcrm.New(o.FlexCRM)},
		{vendor: "kaonavi", path: "/kaonavi/v2.0", contract: "kaonavi/v2", player: v2},
		{vendor: "kaonavi", path: "/kaonavi", player: v1, second: true},
		{vendor: "logimeter", path: "/logimeter", player: logimeter.New(o.Logimeter)},
		{vendor: "nipoplus", path: "/nipoplus", player: nipoplus.New(o.NipoPlus)},
	}
	for i, m := range s.mounts {
		h := http.Handler(m.player)
		if o.Wrap != nil {
			h = o.Wrap(cmp.Or(m.contract, m.vendor), h)
		}
		if m.player == player(v2) {
			h = v2.Links(h) // which are no part of the API
		}
		s.mounts[i].handler = http.StripPrefix(m.path, h)
	}
	return s
}

func clock(now func() time.Time) func() time.Time {
	if now == nil {
		return time.Now
	}
	return now
}

// sameCompany has version 2 of Kaonavi know the key of version 1.
func sameCompany(o Options, v1 *kaonavi.Server) kaonaviv2.Options {
	settings := v1.Settings("")
	o.KaonaviV2.Seed, o.KaonaviV2.Now = o.Seed, o.Now
	o.KaonaviV2.Key, o.KaonaviV2.Secret = settings["consumer_key"], settings["consumer_secret"]
	return o.KaonaviV2
}

// Handler serves every vendor below its own path.
func (s *Sandbox) Handler() http.Handler { return http.HandlerFunc(s.serveHTTP) }

func (s *Sandbox) serveHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.wait(r) {
		return
	}
	// Not http.ServeMux: it redirects paths with doubled slashes, which live clients send.
	for _, m := range s.mounts {
		if strings.HasPrefix(r.URL.Path, m.path+"/") {
			m.handler.ServeHTTP(w, r)
			return
		}
	}
	if strings.HasPrefix(r.URL.Path, chatPath+"/") {
		s.chat.ServeHTTP(w, r)
		return
	}
	http.NotFound(w, r)
}

// wait reports false when the client has gone.
func (s *Sandbox) wait(r *http.Request) bool {
	if s.latency <= 0 {
		return true
	}
	t := time.NewTimer(s.latency)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-r.Context().Done():
		return false
	}
}

// Env returns the environment, as NAME=value, that makes genba work with a sandbox at the address.
func (s *Sandbox) Env(addr string) []string {
	var env []string
	for _, m := range s.mounts {
		if m.second {
			continue
		}
		v, _ := vendors.Lookup(m.vendor)
		settings := m.player.Settings("http://" + addr + m.path)
		for _, name := range slices.Sorted(maps.Keys(settings)) {
			env = append(env, v.Env(name)+"="+settings[name])
		}
	}
	return append(env, notify.Env("http://"+addr+chatPath)...)
}
