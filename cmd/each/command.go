package each

import (
	"slices"
	"strings"
)

// place is where {profile} stands for the name of the profile.
const place = "{profile}"

// outputFlags returns the flags that name where a command writes.
func outputFlags() []string { return []string{"-O", "--output-file", "--into", "--results"} }

// outputs returns the values of the command's output flags.
func outputs(command []string) []string {
	var all []string
	for i, arg := range command {
		name, value, joined := strings.Cut(arg, "=")
		switch {
		case slices.Contains(outputFlags(), arg) && i+1 < len(command):
			all = append(all, command[i+1])
		case joined && slices.Contains(outputFlags(), name):
			all = append(all, value)
		case strings.HasPrefix(arg, "-O") && len(arg) > len("-O"):
			all = append(all, arg[len("-O"):])
		}
	}
	return all
}

// sharedFile returns a file that each run would write over; "" for none. A database takes all of them.
func sharedFile(command []string) string {
	for _, value := range outputs(command) {
		if value != "-" && !strings.Contains(value, place) && !strings.HasPrefix(value, "postgres:") && !strings.HasPrefix(value, "postgresql:") {
			return value
		}
	}
	return ""
}

// withPlace returns the name of a file or database with {profile} in it.
func withPlace(file string) string {
	name := strings.LastIndexAny(file, `/\:`) + 1
	return file[:name] + place + "-" + file[name:]
}

// prints reports whether the command's records go to stdout.
func prints(command []string) bool {
	return !slices.ContainsFunc(outputs(command), func(value string) bool { return value != "-" })
}

// argsFor returns the arguments of the run for a profile.
func argsFor(command []string, profile string) []string {
	args := []string{"--profile", profile}
	for _, arg := range command[1:] {
		args = append(args, strings.ReplaceAll(arg, place, profile))
	}
	return args
}
