package config

// DirOn is Dir as on another operating system.
var DirOn = dirOn
