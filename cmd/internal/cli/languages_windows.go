package cli

import "golang.org/x/sys/windows"

// systemLanguages returns the user's languages by their BCP 47 names, as the settings of Windows have them.
func systemLanguages() []string {
	names, err := windows.GetUserPreferredUILanguages(windows.MUI_LANGUAGE_NAME)
	if err != nil {
		return nil
	}
	return names
}
