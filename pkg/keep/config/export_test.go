package config

// DirOn returns the folder of configuration files on another operating system.
var DirOn = dirOn
