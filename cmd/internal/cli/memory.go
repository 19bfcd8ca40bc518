package cli

import "runtime/debug"

// streamingMemory is about what a pull needs however long it is: some pages on their way, some waiting for their
// turn. Without a limit the heap grows to twice that before the collector runs.
const streamingMemory = 14 << 20

// keepFlat makes the collector run early while records stream through. It is a soft limit: whoever needs more gets it.
func keepFlat() { debug.SetMemoryLimit(streamingMemory) }
