package sandbox

import akashi "github.com/genba-cli/genba/pkg/vendors/akashi/sandbox"

// Akashi returns the vendor behind the paths, for its token and its log of requests.
func (s *Sandbox) Akashi() *akashi.Server { return s.akashi }
