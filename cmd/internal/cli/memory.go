package cli

import (
	"runtime/debug"

	"github.com/genba-cli/genba/pkg/data/render"
)

// streamingGarbage is how much garbage may lie around while records stream, in per cent of what is used. There is
// little of either, so that collecting it often costs next to nothing.
const streamingGarbage = 25

// KeepFlat sets the memory limit for records that stream through: what they need does not depend on how many they are.
func KeepFlat() {
	render.ForgetTables()
	debug.SetGCPercent(streamingGarbage)
}

// KeepFlatBeside works like KeepFlat for what is made of a text of so many bytes, which is held all the while: a quarter of that would be
// more than all the rest.
func KeepFlatBeside(held int) {
	const least, room = 3, 1 << 20
	render.ForgetTables()
	debug.SetGCPercent(min(streamingGarbage, max(least, room*100/max(held, 1))))
}

// gatheredGarbage is the same where all records are held before the first goes out: the heap grows so often on the way there that
// the collector, which takes every core that idles, would cost more than the work.
const gatheredGarbage = 150

// KeepGathered sets it for records that are made of what is held as a whole, some MiB of it.
func KeepGathered() {
	render.ForgetTables()
	debug.SetGCPercent(gatheredGarbage)
}
